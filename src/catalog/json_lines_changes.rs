//! Changes of segments that come as lines.

use rusqlite::Connection;

use super::json_lines_places::Places;
use super::made::Made;
use super::{DbResult, Parts, StoredOperation, review_operations};

impl Places {
    /// A change is known by its name. One of a segment that has been changed otherwise here is not kept, nor is any that was made after it
    /// there, which would stand on words that nobody here has: what is here counts, and what was left out is counted. A segment that was cut
    /// off elsewhere gets another number where its own is taken.
    pub(super) fn take_change(&mut self, t: &Connection, told: StoredOperation) -> DbResult<()> {
        let (done, rawi) = (told.done_unix_s, told.rawi_version.clone());
        let made = Made::told(done, &rawi);
        let mut new = told.operation();
        let (transcript, there) = (new.transcript, new.parts.and_then(|parts| parts.other));
        let here = |segment: u32| self.segments.get(&(transcript, segment)).copied().unwrap_or(segment);
        new.parts = new.parts.map(|parts| Parts { other: parts.other.map(here), ..parts });
        new.segment = here(new.segment);
        let known = review_operations::by_key(t, &new.key)?;
        if let Some(kept) = known {
            // What follows is about the segment that was cut off here.
            self.segments.extend(there.zip(kept.other).map(|(there, here)| ((transcript, there), here)));
            if let Some(merging) = &mut self.merging {
                merging.meet_change(kept.id);
            }
            self.changes.push(kept.id);
            return Ok(());
        }
        if review_operations::is_taken(t, &new)? {
            let next = review_operations::next_segment(t, transcript)?;
            self.segments.extend(there.map(|there| ((transcript, there), next)));
            new.parts = new.parts.map(|parts| Parts { other: Some(next), ..parts });
        }
        let rival = review_operations::at(t, &new)?.map(|kept| kept.id);
        let rival = rival.or_else(|| self.contested.of(&new));
        let id = match (rival, &mut self.merging) {
            (Some(_), Some(merging)) => merging.change(t, (&new, made), &mut self.contested)?,
            (Some(rival), None) => {
                self.contested.add(&new, rival);
                self.added.changes_left_out += 1;
                rival
            }
            (None, merging) => {
                let id = review_operations::add(t, &new, new.base_revision.saturating_add(1), made)?;
                if let Some(merging) = merging {
                    merging.meet_change(id);
                }
                id
            }
        };
        self.changes.push(id);
        Ok(())
    }
}
