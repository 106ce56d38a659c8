// A page of version 1: the real PartySocket, version 1's messages, and nothing that was added since.
import { PartySocket } from 'partysocket';
import WebSocket from 'ws';
import { eventually } from '../support.mjs';
import { read } from './types.mjs';

/** What a page must have to be of any use, by phase. */
const NEEDS = {
  waiting: ['participants'],
  question_open: ['question', 'remainingMs'],
  question_paused: ['question', 'remainingMs'],
  question_revealed: ['question', 'reveal'],
  question_leaderboard: ['rankings'],
  round_leaderboard: ['rankings'],
  ended: ['rankings'],
};

/**
 * How each frame changes what the page shows. Of a snapshot version 1 reads neither the time left nor the
 * standings: it waits for the frames that tell them.
 */
const CHANGES = {
  'lobby:updated': ({ participants }) => ({ participants }),
  'session:created': ({ code, hostId }) => ({ phase: 'waiting', participants: [], code, hostId }),
  'participant:joined': ({ pseudonym }) => ({ phase: 'waiting', pseudonym }),
  'host:state_snapshot': ({ phase, participants, question, revealData, answeredCount }) => {
    return { phase, participants, question, reveal: revealData, answeredCount };
  },
  'participant:state_snapshot': ({ phase, question, revealData, pseudonym, score }) => {
    return { phase, question, reveal: revealData, pseudonym, score };
  },
  'sessions:list': ({ sessions }) => ({ sessions }),
  'game:question': (question) => {
    return { phase: 'question_open', question, remainingMs: question.timerMs, answeredCount: 0 };
  },
  'game:participant_answered': ({ answeredCount }) => ({ answeredCount }),
  'game:timer_tick': ({ remainingMs }) => ({ remainingMs }),
  'game:timer_paused': ({ remainingMs }) => ({ phase: 'question_paused', remainingMs }),
  'game:timer_resumed': ({ remainingMs }) => ({ phase: 'question_open', remainingMs }),
  'game:answer_revealed': (reveal) => ({ phase: 'question_revealed', reveal }),
  'game:question_leaderboard': ({ rankings }) => ({ phase: 'question_leaderboard', rankings }),
  'game:round_leaderboard': ({ rankings }) => ({ phase: 'round_leaderboard', rankings }),
  'game:final_leaderboard': ({ rankings }) => ({ phase: 'ended', rankings }),
  'session:ended': () => ({ phase: 'ended' }),
};

class Page {
  /** Every frame as version 1 sees it, with the time it came. */
  heard = [];
  view = {};
  /** What whoever sits at the page does at once when a frame comes: `(frame, page) => …`. */
  react = () => {};
  /** The first frame that version 1 could not take, and what it was told went wrong. */
  misfit = null;

  constructor(role, url, room) {
    this.role = role;
    this.url = url;
    this.room = room;
    this.socket = new PartySocket({ host: new URL(url).host, party: 'main', room, WebSocket });
    this.socket.onopen = () => this.introduce();
    this.socket.onmessage = ({ data }) => this.#hear(data);
  }

  say(type, fields = {}) {
    this.socket.send(JSON.stringify({ type, ...fields }));
  }

  close() {
    this.socket.close();
  }

  /** Waits until the page shows something, whole: what it does not read from a snapshot comes in the frame after. */
  sees(what, holds = ({ phase }) => phase === what, patience) {
    return eventually(
      `${what} at the ${this.role}'s page of room ${this.room}; it shows ${this.view.phase}`,
      () => {
        if (this.misfit) throw this.misfit;
        return holds(this.view) && this.missing() === undefined && this.screen();
      },
      patience,
    );
  }

  /** What the page lacks of what its phase needs. */
  missing() {
    const needs = NEEDS[this.view.phase] ?? [];
    return needs.find((part) => this.view[part] === undefined || this.view[part] === null);
  }

  /** What the page shows, or an error if it lacks what its phase needs. */
  screen() {
    const needs = NEEDS[this.view.phase] ?? [];
    const missing = this.missing();
    if (missing) throw new Error(`the ${this.role}'s page is in ${this.view.phase} without ${missing}`);
    return Object.fromEntries(['phase', ...needs].map((part) => [part, this.view[part]]));
  }

  of(type) {
    return this.heard.filter((frame) => frame.type === type);
  }

  #hear(data) {
    try {
      const frame = read(this.role, JSON.parse(data));
      if (!frame) return;
      const { type, ...fields } = frame;
      this.heard.push({ ...frame, at: Date.now() });
      Object.assign(this.view, CHANGES[type]?.(fields));
      this.react(frame, this);
    } catch (misfit) {
      this.misfit ??= misfit;
    }
  }
}

export class HostPage extends Page {
  /** `saved` is what the browser keeps: the handle; `tasting` what the form holds when the room is to be made. */
  constructor(url, room, saved, tasting) {
    super('host', url, room);
    this.saved = saved;
    this.tasting = tasting;
  }

  introduce() {
    this.say('rejoin_host', { hostId: this.saved.hostId });
    if (this.tasting) this.say('create_session', { hostId: this.saved.hostId, ...this.tasting });
    this.tasting = null;
  }

  /** The page's one big button. */
  press() {
    const { phase } = this.view;
    const buttons = { waiting: 'start', question_open: 'reveal', question_paused: 'resume', ended: undefined };
    const button = phase in buttons ? buttons[phase] : 'next';
    if (!button) throw new Error(`the host's page shows no button in ${phase}`);
    this.say(`host:${button}`);
  }

  reload() {
    this.close();
    return new HostPage(this.url, this.room, this.saved);
  }
}

export class ParticipantPage extends Page {
  /** `saved` is what the browser keeps: the pseudonym, once there is one. */
  constructor(url, room, saved = {}) {
    super('participant', url, room);
    this.saved = saved;
  }

  introduce() {
    const pseudonym = this.saved.pseudonym ?? this.view.pseudonym;
    if (pseudonym) this.say('rejoin_session', { pseudonym });
    else this.say('join_session', { code: '' });
  }

  /** Taps the option that is right, or one that is not. */
  tap(right) {
    const { questionId, options } = this.view.question;
    const { id: optionId } = options.find(({ text }) => text.startsWith('right') === right);
    this.say('submit_answer', { questionId, optionId });
  }

  reload() {
    this.close();
    return new ParticipantPage(this.url, this.room, { pseudonym: this.view.pseudonym });
  }
}
