-- For how long the channels of a recording cancel each other in the mix was told when it was listened to, and to nobody who went on
-- from there.
ALTER TABLE voice_activity ADD COLUMN cancelling_ms INTEGER NOT NULL DEFAULT 0;
