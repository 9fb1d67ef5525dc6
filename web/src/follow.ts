// Live updates: subscriptions over one websocket, by the protocol graphql-transport-ws.
import { SERVICE } from './router';
import { endSession, session } from './session';

/** The wait before a connection that was lost is opened again, in milliseconds. */
const PAUSE = 5_000;
/** The service closes a connection with this code if its token has ended. */
const ENDED = 4403;

/** Follows a subscription for each of the variables, until the returned function is called. */
export function follow<Data, Variables>(
  document: GraphqlDocument<Data, Variables>, each: Variables[], onData: (data: Data, of: Variables) => void,
) {
  let socket: WebSocket;
  let timer: ReturnType<typeof setTimeout>;
  const connect = () => {
    const token = session.value?.token;
    socket = new WebSocket(`${SERVICE}graphql/ws`.replace('http', 'ws'), 'graphql-transport-ws');
    const send = (message: object) => socket.send(JSON.stringify(message));
    socket.onopen = () => send({ type: 'connection_init', payload: { token } });
    socket.onmessage = ({ data }) => {
      const { type, id, payload } = JSON.parse(data);
      if (type === 'connection_ack') {
        each.forEach((variables, at) => send({ type: 'subscribe', id: `${at}`, payload: { query: document, variables } }));
      }
      if (type === 'ping') send({ type: 'pong' });
      if (type === 'next' && payload.data) onData(payload.data, each[id]!);
    };
    socket.onclose = ({ code }) => {
      if (code === ENDED) endSession(token);
      else timer = setTimeout(connect, PAUSE);
    };
  };
  connect();
  return () => {
    socket.onclose = null;
    socket.close();
    clearTimeout(timer);
  };
}
