// The wines in the order they are poured, to be dragged into another.
import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useStore } from 'zustand';
import { Button } from '../../../ui/Button';
import { hostWords } from '../../../words/host';
import { MOST_WINES } from './draft';
import type { DraftStore } from './draftStore';
import { keepInPlace } from './scroll';
import { WineCard } from './WineCard';

const words = hostWords.drag;
/** A press that moves less is a press. */
const LEAST_PIXELS = 4;

export function Wines({ store, judged }: { store: DraftStore; judged: boolean }) {
  const bottles = useStore(store, (state) => state.history.draft.bottles);
  const { add, move, foldAll } = store.getState();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: LEAST_PIXELS } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const placeOf = (id: UniqueIdentifier) => bottles.findIndex(({ key }) => key === id);
  const numberOf = (id: UniqueIdentifier) => placeOf(id) + 1;

  const announcements: Announcements = {
    onDragStart: ({ active }) => words.picked(numberOf(active.id)),
    onDragOver: ({ active, over }) => (over ? words.over(numberOf(active.id), numberOf(over.id)) : undefined),
    onDragEnd: ({ active, over }) => words.dropped(numberOf(active.id), numberOf(over?.id ?? active.id)),
    onDragCancel: ({ active }) => words.cancelled(numberOf(active.id)),
  };

  function onDragEnd({ active, over }: DragEndEvent) {
    if (over && over.id !== active.id) move(Number(active.id), placeOf(over.id));
  }

  return (
    <div className="grid grid-cols-1 gap-3">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: words.how } }}
        onDragStart={({ activatorEvent }) => {
          // An open wine is as tall as the screen: lines are moved between lines.
          const handle = activatorEvent.target instanceof HTMLElement ? activatorEvent.target : null;
          keepInPlace(handle, foldAll);
        }}
        onDragEnd={onDragEnd}
      >
        <SortableContext items={bottles.map(({ key }) => key)} strategy={verticalListSortingStrategy}>
          {bottles.map((bottle, at) => (
            <WineCard
              key={bottle.key}
              store={store}
              bottle={bottle}
              number={at + 1}
              of={bottles.length}
              judged={judged}
            />
          ))}
        </SortableContext>
      </DndContext>
      {bottles.length < MOST_WINES && (
        <Button className="border-dashed" onClick={add}>
          {hostWords.form.addWine}
        </Button>
      )}
    </div>
  );
}
