-- Journals of sessions, kept longer than their rooms. The oldest stand first, so that forgetting them is cheap.
-- Rooms run this before they insert: a database that nobody has prepared is prepared by the first of them.
CREATE TABLE IF NOT EXISTS journal (
  created_at INTEGER NOT NULL, -- when the session was created, in ms since 1970
  code TEXT NOT NULL,
  n INTEGER NOT NULL, -- from 1, in order
  entry TEXT NOT NULL, -- JSON, as `GET /sessions/{code}/journal` has it, without display names
  PRIMARY KEY (created_at, code, n)
) WITHOUT ROWID;
