//! Several JSON documents in one file, each an utterance, as recognisers that hear live write them: Vosk, Watson, Speechmatics.
//! They become one document with the results of all; what was heard meanwhile and is not final is left out.

use super::json::{Data, Value};

/// The names under which documents have their results.
const LISTS: [&str; 2] = ["result", "results"];

/// One document, where each of several has results.
pub(super) fn joined(mut values: Vec<Value>) -> Vec<Value> {
    let Some(name) = LISTS.into_iter().find(|name| values.iter().filter(|value| is_listed(value, name)).count() > 0) else {
        return values;
    };
    if values.len() < 2 {
        return values;
    }
    let place = values.first().zip(values.last()).map_or(0..0, |(a, b)| a.place.start..b.place.end);
    let mut results = Vec::new();
    let mut members: Vec<(Vec<u8>, Value)> = Vec::new();
    values.retain(|value| !is_passing(value));
    for value in values {
        let Data::Map(own) = value.data else { continue };
        for (key, value) in own {
            match value.data {
                Data::List(list) if key == name.as_bytes() => results.extend(list),
                _ if members.iter().any(|(known, _)| *known == key) => {}
                data => members.push((key, Value { data, place: value.place })),
            }
        }
    }
    members.push((name.as_bytes().to_vec(), Value { data: Data::List(results), place: place.clone() }));
    vec![Value { data: Data::Map(members), place }]
}

fn is_listed(value: &Value, name: &str) -> bool {
    value.get(name).is_some_and(|list| matches!(list.data, Data::List(_)))
}

/// Whether a document is what was heard so far and will be said again.
fn is_passing(value: &Value) -> bool {
    value.get("message").and_then(Value::text).is_some_and(|message| message.starts_with("AddPartial"))
}

#[cfg(test)]
mod tests {
    use crate::timed::{Form, read};

    #[test]
    fn what_was_not_final_is_not_said_twice() {
        let text = "{\"results\":[{\"final\":false,\"alternatives\":[{\"timestamps\":[[\"goo\",1.0,1.1]]}]}]}\n{\"results\":[{\"final\":true,\"alternatives\":[{\"timestamps\":[[\"good\",1.0,1.2]]}]}]}\n{\"results\":[{\"final\":true,\"alternatives\":[{\"timestamps\":[[\"day\",1.5,1.9]]}]}]}";
        let file = read(text.as_bytes(), None, None).unwrap();
        assert_eq!(file.form, Form::Watson);
        assert_eq!(file.cues[0].lines().collect::<String>(), "good day");
    }
}
