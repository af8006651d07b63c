-- A sound-bite may be spoken in another language than the rest of a recording: null where it is the transcript's.
ALTER TABLE segments ADD COLUMN language TEXT;
