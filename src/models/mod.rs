//! The models that rawi knows: the one that ships with it, and the published ones by name.
