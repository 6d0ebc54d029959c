//! A document looked through for members of some name, wherever they are.

use crate::parse::document::{Key, Node, Value};

/// A member, and the map that it is in.
pub(super) struct Member<'n> {
    pub(super) key: &'n Key,
    pub(super) value: &'n Node,
    pub(super) parent: &'n Node,
}

/// Every member of every map in a document, in the order of the text.
pub(super) fn members(root: &Node) -> impl Iterator<Item = Member<'_>> {
    // What is still to be looked at, the next one last. The stack is on the heap: a document is as deep as it likes.
    let mut open = vec![Step::Node(root)];
    std::iter::from_fn(move || {
        loop {
            match open.pop()? {
                Step::Member(member) => {
                    open.push(Step::Node(member.value));
                    return Some(member);
                }
                Step::Node(parent) => match &parent.value {
                    Value::Map(members) => {
                        let members = members.iter().rev();
                        open.extend(members.map(|(key, value)| Step::Member(Member { key, value, parent })));
                    }
                    Value::Seq(items) => open.extend(items.iter().rev().map(Step::Node)),
                    Value::Scalar(_) => {}
                },
            }
        }
    })
}

enum Step<'n> {
    Node(&'n Node),
    Member(Member<'n>),
}
