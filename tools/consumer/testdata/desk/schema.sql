CREATE TABLE terms    (type TEXT, version INT, doc JSONB, PRIMARY KEY (type, version));
CREATE TABLE holder   (id TEXT PRIMARY KEY, seq INT);
CREATE TABLE contract (id TEXT PRIMARY KEY, noun TEXT, holder TEXT REFERENCES holder, seq INT, doc JSONB);
CREATE TABLE entry    (posted INTEGER PRIMARY KEY, type TEXT, terms INT,
                       ref TEXT UNIQUE, reverses TEXT UNIQUE, doc JSONB);
CREATE TABLE draw     (contract TEXT, seq INT, ref TEXT REFERENCES entry (ref),
                       PRIMARY KEY (contract, seq));
