// What is left of a room: its tables and its alarm, as `entry.mjs` beside this tells it.

export const remains = (stack) => ({
  alarm: async (code) => (await stack.ask('GET', `/alarm/${code}`)).json(),
  tables: (code) =>
    stack.rows(
      'GameSession',
      code,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    ),
});
