// The floor: a room that knows no rules, and what it says when. What a game cannot cost less than on this platform.
import { DurableObject } from 'cloudflare:workers';

const OPTIONS = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: `option ${id}` }));
const TOLD_TOGETHER = 100;

/* global WebSocketPair */

export class Room extends DurableObject {
  #host = null;
  #players = 0;
  #answered = 0;
  #chosen = {};
  #revealed = false;
  #sockets = [];

  constructor(ctx, env) {
    super(ctx, env);
    if (env.DURABLE)
      ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS answer (seat INTEGER PRIMARY KEY, choice TEXT) STRICT');
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, text) {
    const said = JSON.parse(text);
    switch (said.type) {
      case 'create_session':
        this.#host = socket;
        return socket.send('{"type":"session:created"}');
      case 'join_session':
      case 'rejoin_session': {
        const seat = said.type === 'join_session' ? (this.#players += 1) : Number(said.pseudonym);
        socket.serializeAttachment(seat);
        this.#sockets.push(socket);
        if (said.type === 'rejoin_session') return socket.send('{"type":"participant:state_snapshot"}');
        return socket.send(`{"type":"participant:joined","pseudonym":"${seat}"}`);
      }
      case 'host:start':
      case 'host:next': {
        if (this.#revealed) return this.#rank();
        this.#answered = 0;
        this.#chosen = {};
        return this.#tell({ type: 'game:question', questionId: 'q', options: OPTIONS, timerMs: 60_000 });
      }
      case 'submit_answer':
        return this.#answer(socket, said);
      case 'host:reveal':
        this.#revealed = true;
        return this.#tell({
          ...{ type: 'game:answer_revealed', correctOptionId: 'a', myPoints: 100, myTotalScore: 100 },
          distribution: OPTIONS.map(({ id }) => ({ optionId: id, count: this.#chosen[id] ?? 0 })),
        });
      default:
        return undefined;
    }
  }

  webSocketClose(socket) {
    this.#sockets = this.#sockets.filter((one) => one !== socket);
  }

  #answer(socket, { questionId, optionId }) {
    if (this.env.DURABLE) {
      const seat = socket.deserializeAttachment();
      this.ctx.storage.sql.exec('INSERT OR REPLACE INTO answer VALUES (?, ?)', seat, optionId);
    }
    this.#answered += 1;
    this.#chosen[optionId] = (this.#chosen[optionId] ?? 0) + 1;
    socket.send(`{"type":"participant:answer_recorded","questionId":"${questionId}","optionId":"${optionId}"}`);
    // Of more than ten a second ours tells the host together, too.
    if (this.#answered % TOLD_TOGETHER > 0 && this.#answered < this.#players) return;
    this.#host?.send(`{"type":"game:participant_answered","answeredCount":${this.#answered}}`);
  }

  #rank() {
    const rankings = Array.from({ length: 20 }, (_, at) => ({ pseudonym: `TANNIC-FALCON-${at}`, score: 100, rank: 1 }));
    this.#revealed = false;
    this.#tell({ type: 'game:question_leaderboard', rankings, questionIndex: 0, totalQuestions: 5 });
  }

  #tell(frame) {
    const text = JSON.stringify(frame);
    this.#host?.send(text);
    for (const socket of this.#sockets) socket.send(text);
  }
}

export default {
  fetch(request, env) {
    if (request.headers.get('upgrade') !== 'websocket') return new Response('ok');
    return env.ROOM.getByName(new URL(request.url).pathname).fetch(request);
  },
};
