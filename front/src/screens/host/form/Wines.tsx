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
  type DragStartEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { memo, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { MOST_WINES } from '../../../tasting/rules';
import { Button } from '../../../ui/Button';
import { hostWords } from '../../../words/host';
import type { DraftStore } from './draftStore';
import { keepInPlace } from './scroll';
import { WineCard } from './WineCard';

const words = hostWords.drag;
/** A press that moves less is a press. */
const LEAST_PIXELS = 4;

export const Wines = memo(function Wines({ store, judged }: { store: DraftStore; judged: boolean }) {
  const keys = useStore(
    store,
    useShallow((state) => state.history.draft.bottles.map(({ key }) => key)),
  );
  const { add, move, foldAll } = store.getState();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: LEAST_PIXELS } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  /** Where the page is too short to scroll back, the line is drawn to the pointer instead. */
  const drift = useRef(0);
  const lastOver = useRef<UniqueIdentifier | null>(null);
  const placeOf = (id: UniqueIdentifier) => keys.indexOf(Number(id));
  const numberOf = (id: UniqueIdentifier) => placeOf(id) + 1;

  const announcements: Announcements = {
    onDragStart({ active }) {
      lastOver.current = active.id;
      return words.picked(numberOf(active.id));
    },
    onDragOver({ active, over }) {
      // It is over itself as soon as it is picked up, and that is no news.
      if (!over || over.id === lastOver.current) return undefined;
      lastOver.current = over.id;
      return words.over(numberOf(active.id), numberOf(over.id));
    },
    onDragEnd: ({ active, over }) => words.dropped(numberOf(active.id), numberOf(over?.id ?? active.id)),
    onDragCancel: ({ active }) => words.cancelled(numberOf(active.id)),
  };

  function onDragStart({ activatorEvent }: DragStartEvent) {
    const { target } = activatorEvent;
    // An open wine is as tall as the screen: lines are moved between lines.
    const left = keepInPlace(target instanceof Element ? target.closest('section') : null, foldAll);
    drift.current = activatorEvent instanceof KeyboardEvent ? 0 : left;
  }

  function onDragEnd({ active, over }: DragEndEvent) {
    if (over && over.id !== active.id) move(Number(active.id), placeOf(over.id));
  }

  return (
    <div className="grid grid-cols-1 gap-3">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={{ announcements, screenReaderInstructions: { draggable: words.how } }}
        modifiers={[({ transform }) => ({ ...transform, y: transform.y + drift.current })]}
        onDragStart={onDragStart}
        onDragEnd={onDragEnd}
      >
        <SortableContext items={keys} strategy={verticalListSortingStrategy}>
          {keys.map((key, at) => (
            <WineCard key={key} store={store} bottleKey={key} number={at + 1} of={keys.length} judged={judged} />
          ))}
        </SortableContext>
      </DndContext>
      {keys.length < MOST_WINES && (
        <Button className="border-dashed" onClick={add}>
          {hostWords.form.addWine}
        </Button>
      )}
    </div>
  );
});
