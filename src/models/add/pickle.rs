//! Python's pickle, as far as a checkpoint needs it: the values are read, and nothing that a pickle names is ever looked up or
//! called. What it would have made by calling something stands here as the name and what it was to be called with.

use std::collections::HashMap;

/// The most values of a checkpoint's pickle, and the longest stack.
const MOST_VALUES: usize = 4_000_000;

/// A value, its parts as places in the [`Pickle`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    None,
    Bool(bool),
    Number(i64),
    Float(f64),
    Text(String),
    Bytes(Vec<u8>),
    /// A tuple, a list or a set.
    Items(Vec<usize>),
    Pairs(Vec<(usize, usize)>),
    /// Something of Python's, as `torch FloatStorage`.
    Global(String),
    /// What was to be called, and with what.
    Call(usize, usize),
    /// What lies outside: PyTorch's storages.
    Outside(usize),
}

/// Why a pickle cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Ends,
    Unknown(u8),
    Damaged,
    TooLong,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Ends => f.write_str("its pickle ends early"),
            Self::Unknown(code) => write!(f, "its pickle does {code:#04x}, which no checkpoint needs"),
            Self::Damaged => f.write_str("its pickle is damaged"),
            Self::TooLong => write!(f, "its pickle has more than {MOST_VALUES} values"),
        }
    }
}

/// A pickle that was read.
#[derive(Debug)]
pub(super) struct Pickle {
    values: Vec<Value>,
    root: usize,
}

impl Pickle {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut machine =
            Machine { rest: bytes, values: Vec::new(), stack: Vec::new(), marks: Vec::new(), memo: HashMap::new() };
        while machine.step()? {}
        let root = machine.pop()?;
        Ok(Self { values: machine.values, root })
    }

    pub(super) fn root(&self) -> usize {
        self.root
    }

    pub(super) fn value(&self, at: usize) -> &Value {
        self.values.get(at).unwrap_or(&Value::None)
    }

    pub(super) fn text(&self, at: usize) -> Option<&str> {
        match self.value(at) {
            Value::Text(text) | Value::Global(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<u64> {
        match self.value(at) {
            Value::Number(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    pub(super) fn items(&self, at: usize) -> Option<&[usize]> {
        match self.value(at) {
            Value::Items(items) => Some(items),
            _ => None,
        }
    }

    /// The pairs of a dictionary.
    pub(super) fn pairs(&self, at: usize) -> Option<&[(usize, usize)]> {
        match self.value(at) {
            Value::Pairs(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// What a dictionary has under `key`.
    pub(super) fn of(&self, dictionary: usize, key: &str) -> Option<usize> {
        let pair = self.pairs(dictionary)?.iter().find(|(name, _)| self.text(*name) == Some(key))?;
        Some(pair.1)
    }

    /// What was to be called with what, where that is what the value is.
    pub(super) fn call(&self, at: usize) -> Option<(&str, &[usize])> {
        match self.value(at) {
            Value::Call(name, with) => Some((self.text(*name)?, self.items(*with)?)),
            _ => None,
        }
    }
}

struct Machine<'a> {
    rest: &'a [u8],
    values: Vec<Value>,
    stack: Vec<usize>,
    marks: Vec<usize>,
    memo: HashMap<u32, usize>,
}

impl<'a> Machine<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Fault::Ends)?;
        self.rest = rest;
        Ok(taken)
    }

    fn unsigned(&mut self, width: usize) -> Result<u64, Fault> {
        let mut bytes = [0; 8];
        bytes[..width].copy_from_slice(self.take(width)?);
        Ok(u64::from_le_bytes(bytes))
    }

    /// A text behind its length of `width` bytes.
    fn counted(&mut self, width: usize) -> Result<&'a [u8], Fault> {
        let length = usize::try_from(self.unsigned(width)?).map_err(|_| Fault::Ends)?;
        self.take(length)
    }

    fn line(&mut self) -> Result<String, Fault> {
        let end = self.rest.iter().position(|byte| *byte == b'\n').ok_or(Fault::Ends)?;
        let line = String::from_utf8_lossy(self.take(end)?).into_owned();
        self.take(1)?;
        Ok(line)
    }

    fn push(&mut self, value: Value) -> Result<(), Fault> {
        if self.values.len() >= MOST_VALUES {
            return Err(Fault::TooLong);
        }
        self.values.push(value);
        self.stack.push(self.values.len() - 1);
        Ok(())
    }

    fn pop(&mut self) -> Result<usize, Fault> {
        self.stack.pop().ok_or(Fault::Damaged)
    }

    fn top(&self) -> Result<usize, Fault> {
        self.stack.last().copied().ok_or(Fault::Damaged)
    }

    /// What lies on the stack above the last mark.
    fn above_mark(&mut self) -> Result<Vec<usize>, Fault> {
        let mark = self.marks.pop().filter(|mark| *mark <= self.stack.len()).ok_or(Fault::Damaged)?;
        Ok(self.stack.split_off(mark))
    }

    fn tuple(&mut self, count: usize) -> Result<(), Fault> {
        let from = self.stack.len().checked_sub(count).ok_or(Fault::Damaged)?;
        let items = self.stack.split_off(from);
        self.push(Value::Items(items))
    }

    fn keep(&mut self, number: u64) -> Result<(), Fault> {
        let number = u32::try_from(number).map_err(|_| Fault::Damaged)?;
        let top = self.top()?;
        self.memo.insert(number, top);
        Ok(())
    }

    fn recall(&mut self, number: u64) -> Result<(), Fault> {
        let kept = u32::try_from(number).ok().and_then(|number| self.memo.get(&number)).copied();
        if self.stack.len() >= MOST_VALUES {
            return Err(Fault::TooLong);
        }
        self.stack.push(kept.ok_or(Fault::Damaged)?);
        Ok(())
    }

    fn append(&mut self, new: Vec<usize>) -> Result<(), Fault> {
        let list = self.top()?;
        if let Some(Value::Items(items)) = self.values.get_mut(list) {
            items.extend(new);
        }
        Ok(())
    }

    fn set(&mut self, new: &[usize]) -> Result<(), Fault> {
        let dictionary = self.top()?;
        if let Some(Value::Pairs(pairs)) = self.values.get_mut(dictionary) {
            pairs.extend(new.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
        Ok(())
    }

    /// An ordered dictionary is a dictionary; whatever else was to be made stays a call.
    fn call(&mut self) -> Result<(), Fault> {
        let (with, name) = (self.pop()?, self.pop()?);
        let ordered = matches!(self.values.get(name), Some(Value::Global(name)) if name == "collections OrderedDict");
        self.push(if ordered { Value::Pairs(Vec::new()) } else { Value::Call(name, with) })
    }

    /// Does the next thing; whether there is more.
    fn step(&mut self) -> Result<bool, Fault> {
        let code = self.take(1)?[0];
        match code {
            b'.' => return Ok(false),
            0x80 => self.take(1).map(|_| ())?,
            0x95 => self.take(8).map(|_| ())?,
            b'(' => self.marks.push(self.stack.len()),
            b'0' => self.pop().map(|_| ())?,
            b'q' => self.unsigned(1).and_then(|number| self.keep(number))?,
            b'r' => self.unsigned(4).and_then(|number| self.keep(number))?,
            0x94 => self.keep(self.memo.len() as u64)?,
            b'h' => self.unsigned(1).and_then(|number| self.recall(number))?,
            b'j' => self.unsigned(4).and_then(|number| self.recall(number))?,
            b'a' | b's' | b'e' | b'u' | 0x90 | b't' | b'l' | b'd' | b'R' | 0x81 | b'b' | b'Q' => self.build(code)?,
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.push(Value::Global(format!("{module} {name}")))?;
            }
            0x93 => {
                let (name, module) = (self.pop()?, self.pop()?);
                let text = |at| match self.values.get(at) {
                    Some(Value::Text(text)) => text.as_str(),
                    _ => "",
                };
                let global = format!("{} {}", text(module), text(name));
                self.push(Value::Global(global))?;
            }
            _ => self.plain(code)?,
        }
        Ok(true)
    }

    /// What is made of what lies on the stack.
    fn build(&mut self, code: u8) -> Result<(), Fault> {
        match code {
            b'a' => {
                let item = self.pop()?;
                self.append(vec![item])
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.set(&[key, value])
            }
            b'e' | 0x90 => {
                let items = self.above_mark()?;
                self.append(items)
            }
            b'u' => {
                let items = self.above_mark()?;
                self.set(&items)
            }
            b't' | b'l' => {
                let items = self.above_mark()?;
                self.push(Value::Items(items))
            }
            b'd' => {
                let items = self.above_mark()?;
                self.push(Value::Pairs(items.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()))
            }
            // What is set on an object that was made is of no use here.
            b'b' => self.pop().map(|_| ()),
            b'Q' => {
                let name = self.pop()?;
                self.push(Value::Outside(name))
            }
            _ => self.call(),
        }
    }

    /// A value that needs nothing of the stack but tuples' own items.
    fn plain(&mut self, code: u8) -> Result<(), Fault> {
        let text = |bytes: &[u8]| Value::Text(String::from_utf8_lossy(bytes).into_owned());
        match code {
            b'N' => self.push(Value::None),
            0x88 | 0x89 => self.push(Value::Bool(code == 0x88)),
            b'}' => self.push(Value::Pairs(Vec::new())),
            b']' | b')' | 0x8f => self.push(Value::Items(Vec::new())),
            0x85..=0x87 => self.tuple(usize::from(code) - 0x84),
            b'K' => self.unsigned(1).and_then(|n| self.push(Value::Number(n as i64))),
            b'M' => self.unsigned(2).and_then(|n| self.push(Value::Number(n as i64))),
            b'J' => self.unsigned(4).and_then(|n| self.push(Value::Number(i64::from(n as u32 as i32)))),
            0x8a => {
                let bytes = self.counted(1)?;
                self.push(whole_number(bytes))
            }
            b'G' => {
                let bytes = self.take(8)?;
                self.push(Value::Float(f64::from_be_bytes(std::array::from_fn(|at| bytes[at]))))
            }
            b'X' => self.counted(4).and_then(|bytes| self.push(text(bytes))),
            0x8c => self.counted(1).and_then(|bytes| self.push(text(bytes))),
            0x8d => self.counted(8).and_then(|bytes| self.push(text(bytes))),
            b'U' => self.counted(1).and_then(|bytes| self.push(text(bytes))),
            b'B' => self.counted(4).and_then(|bytes| self.push(Value::Bytes(bytes.to_vec()))),
            b'C' => self.counted(1).and_then(|bytes| self.push(Value::Bytes(bytes.to_vec()))),
            code => Err(Fault::Unknown(code)),
        }
    }
}

/// A number of as many bytes as it needs, the last of which holds its sign.
fn whole_number(bytes: &[u8]) -> Value {
    if bytes.len() > 8 {
        return Value::Bytes(bytes.to_vec());
    }
    let negative = bytes.last().is_some_and(|byte| byte & 0x80 != 0);
    let mut eight = [if negative { 0xff } else { 0 }; 8];
    eight[..bytes.len()].copy_from_slice(bytes);
    Value::Number(i64::from_le_bytes(eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_nothing_is_called() {
        // {'a': (1, -2, 300), 'b': [True, None], 'c': os.system('ls')}
        let bytes = b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01K\x01J\xfe\xff\xff\xffM\x2c\x01\x87q\x02X\x01\x00\x00\x00b](\x88NeX\x01\x00\x00\x00ccos\nsystem\nX\x02\x00\x00\x00ls\x85Ru.";
        let read = Pickle::read(bytes).unwrap();
        let numbers: Vec<_> = read.items(read.of(read.root(), "a").unwrap()).unwrap().to_vec();
        assert_eq!(numbers.iter().map(|at| read.value(*at).clone()).collect::<Vec<_>>(), [1, -2, 300].map(Value::Number));
        let (name, with) = read.call(read.of(read.root(), "c").unwrap()).unwrap();
        assert_eq!((name, read.text(with[0])), ("os system", Some("ls")));
        for length in 0..bytes.len() {
            assert_eq!(Pickle::read(&bytes[..length]).err(), Some(Fault::Ends), "cut after {length} bytes");
        }
    }

    #[test]
    fn an_ordered_dictionary_is_one_that_is_filled_after_it_is_kept() {
        let bytes = b"\x80\x02ccollections\nOrderedDict\n)Rq\x00(X\x01\x00\x00\x00aK\x07uh\x00\x86.";
        let read = Pickle::read(bytes).unwrap();
        let twice = read.items(read.root()).unwrap();
        assert_eq!(read.of(twice[1], "a").and_then(|at| read.number(at)), Some(7));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_end_the_program(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = Pickle::read(&bytes);
        }
    }
}
