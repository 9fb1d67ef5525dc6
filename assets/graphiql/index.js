// Sets GraphiQL up: queries and mutations by POST to /graphql, subscriptions through /graphql/ws. The headers editor goes
// into both, so that {"Authorization": "Bearer …"} and {"Accept-Language": "kk"} count everywhere.
'use strict';

(() => {
  // Relative to the page, which may be below a prefix.
  const endpoint = new URL('graphql', location.href);
  const socketUrl = new URL('graphql/ws', location.href);
  socketUrl.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

  const header = (headers, name) => {
    const key = Object.keys(headers).find((key) => key.toLowerCase() === name);
    return key === undefined ? undefined : headers[key];
  };

  const post = async (params, headers) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify(params),
    });
    return response.json();
  };

  // A connection for each subscription: the headers may have changed since the last one.
  const subscribe = (params, headers) => ({
    subscribe(observer) {
      const client = graphqlWs.createClient({
        url: socketUrl.href,
        retryAttempts: 0,
        connectionParams: { Authorization: header(headers, 'authorization'), language: header(headers, 'accept-language') },
      });
      const stop = client.subscribe(params, {
        next: (result) => observer.next(result),
        complete: () => observer.complete(),
        error: (error) => observer.error(error instanceof CloseEvent ? new Error(`${error.code} ${error.reason}`) : error),
      });
      return {
        unsubscribe() {
          stop();
          client.dispose();
        },
      };
    },
  });

  const isSubscription = (params, documentAST) =>
    (documentAST?.definitions ?? []).some(
      (definition) =>
        definition.kind === 'OperationDefinition' &&
        definition.operation === 'subscription' &&
        (!params.operationName || definition.name?.value === params.operationName),
    );

  const fetcher = (params, options = {}) => {
    const headers = options.headers ?? {};
    return isSubscription(params, options.documentAST) ? subscribe(params, headers) : post(params, headers);
  };

  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher,
      isHeadersEditorEnabled: true,
      // A token in the browser's storage would outlive the session.
      shouldPersistHeaders: false,
    }),
  );
})();
