// The host's page: the dashboard, the form, or the room.
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import type { CreateSession } from '../../protocol/CreateSession';
import { useCellar } from '../../room/cellar';
import { drafts, NEW } from '../../room/drafts';
import { useHost } from '../../room/host';
import { titleForAll } from '../../room/reduceHost';
import { useShelf } from '../../room/shelf';
import { closeForm, openForm } from '../../room/steps';
import type { Trouble } from '../../room/trouble';
import { LineBanner } from '../../ui/Notice';
import { Choice } from './Choice';
import { Dashboard } from './Dashboard';
import { FormGone } from './FormGone';
import { Room } from './Room';

/** Half of this page's code, and of no use to a host who leads an evening. */
const loadForm = () => import('./form/Form').catch(() => ({ default: FormGone }));
const Form = lazy(loadForm);

export function HostPage() {
  const where = useHost((state) => state.where);
  const line = useHost((state) => state.line);
  const room = useHost((state) => state.room);
  const { open, move, enter, edit } = useHost.getState();
  const lay = useCellar((state) => state.lay);
  // Where the form was opened: it is closed with that place, however it is left, and doesn't open again by itself.
  const place = where.at === 'room' ? `${where.code} ${room.screen.at === 'lobby'}` : where.at;
  const [form, setForm] = useState<{
    at: string;
    goOn: boolean;
    rev: number | undefined;
    again?: CreateSession;
  } | null>(null);
  const writing = form?.at === place;
  if (form && !writing) setForm(null);

  // A link says who hosts here, before the dashboard asks whose list it is.
  useLayoutEffect(() => {
    open();
    // A link to this very page differs in its fragment only, and loads no page.
    window.addEventListener('hashchange', open);
    return () => window.removeEventListener('hashchange', open);
  }, [open]);
  useEffect(() => {
    const moved = () => {
      setForm(null);
      move();
    };
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, [move]);
  const needsForm = where.at === 'dashboard' || room.screen.at === 'lobby';
  useEffect(() => {
    // Ahead of the press that asks for them.
    if (!needsForm) return;
    void loadForm();
    void useShelf.getState().load();
  }, [needsForm]);

  function write(goOn = false, again?: CreateSession) {
    if (!goOn) useCellar.getState().begin();
    setForm({ at: place, goOn, rev: room.rev, again });
    openForm();
  }
  function close() {
    setForm(null);
    closeForm();
  }

  async function create(tasting: CreateSession): Promise<Trouble | null> {
    const laid = await lay(tasting);
    if (!laid.ok) return laid.trouble;
    drafts.drop(NEW);
    setForm(null);
    await enter(laid.value.code, laid.value.owed);
    return null;
  }

  async function update(tasting: CreateSession): Promise<Trouble | null> {
    const trouble = await edit(tasting, form?.rev);
    if (trouble) {
      // Perhaps it arrived; and who was told that somebody else had changed the tasting may replace that.
      setForm((now) => now && { ...now, rev: undefined });
      return trouble;
    }
    drafts.drop(room.code);
    close();
    return null;
  }

  switch (where.at) {
    case 'choice':
      return <Choice {...where} />;
    case 'dashboard':
      return writing ? (
        <Suspense>
          <Form key="new" of={NEW} again={form.again} goOn={form.goOn} onSave={create} onCancel={close} />
        </Suspense>
      ) : (
        <Dashboard
          onNew={() => write()}
          onDuplicate={(tasting) => write(false, tasting)}
          onGoOn={drafts.kept(NEW) === undefined ? null : () => write(true)}
        />
      );
    case 'room':
      return (
        <div className="flex min-h-dvh flex-col">
          <LineBanner line={line} />
          {writing && room.screen.at === 'lobby' ? (
            <Suspense>
              <Form
                key="edit"
                of={room.code}
                given={{ title: titleForAll(room), timerSeconds: room.timerSeconds, wines: room.wines }}
                onSave={update}
                onCancel={close}
              />
            </Suspense>
          ) : (
            <Room onEdit={() => write()} />
          )}
        </div>
      );
    default:
      where satisfies never;
      return null;
  }
}
