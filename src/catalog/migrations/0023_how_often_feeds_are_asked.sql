-- Why: a feed tells how long what it says holds (`ttl`). It is not asked again before that is over: so many seconds after it was last read.
ALTER TABLE feeds ADD COLUMN holds_s INTEGER;
