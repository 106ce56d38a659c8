// The host's page: the dashboard, the form, or the room.
import { useEffect, useState } from 'react';
import type { CreateSession } from '../../protocol/CreateSession';
import { useCellar } from '../../room/cellar';
import { useHost } from '../../room/host';
import { titleForAll } from '../../room/reduceHost';
import type { Trouble } from '../../room/trouble';
import { LineBanner } from '../../ui/Notice';
import { Choice } from './Choice';
import { Dashboard } from './Dashboard';
import { draftOf, freshDraft } from './draft';
import { Form } from './Form';
import { Room } from './Room';

export function HostPage() {
  const where = useHost((state) => state.where);
  const line = useHost((state) => state.line);
  const room = useHost((state) => state.room);
  const { open, enter, edit } = useHost.getState();
  const lay = useCellar((state) => state.lay);
  const [writing, setWriting] = useState(false);
  useEffect(open, [open]);

  async function create(tasting: CreateSession): Promise<Trouble | null> {
    const laid = await lay(tasting);
    if (!laid.ok) return laid.trouble;
    setWriting(false);
    await enter(laid.value);
    return null;
  }

  async function update(tasting: CreateSession): Promise<Trouble | null> {
    const trouble = await edit(tasting);
    if (!trouble) setWriting(false);
    return trouble;
  }

  switch (where.at) {
    case 'choice':
      return <Choice {...where} />;
    case 'dashboard':
      return writing ? (
        <Form key="new" given={freshDraft} onSave={create} onCancel={() => setWriting(false)} />
      ) : (
        <Dashboard onNew={() => setWriting(true)} />
      );
    case 'room':
      return (
        <div className="flex min-h-dvh flex-col">
          <LineBanner line={line} />
          {/* The form closes by itself when the evening begins elsewhere. */}
          {writing && room.screen.at === 'lobby' ? (
            <Form
              key="edit"
              editing
              given={() => draftOf({ ...room, title: titleForAll(room) })}
              onSave={update}
              onCancel={() => setWriting(false)}
            />
          ) : (
            <Room onEdit={() => setWriting(true)} />
          )}
        </div>
      );
    default:
      where satisfies never;
      return null;
  }
}
