//! Archives built byte by byte.

/// One entry, as local header and central record give it.
#[derive(Clone)]
pub struct Item {
    pub name: Vec<u8>,
    pub flags: u16,
    pub method: u16,
    pub contents: Vec<u8>,
    pub extra: Vec<u8>,
    pub comment: Vec<u8>,
    pub made_by: u16,
    pub attributes: u32,
    pub dos_time: u32,
    /// Stated in the directory instead of the real ones.
    pub sizes: Option<(u32, u32)>,
    pub offset: Option<u32>,
}

pub fn item(name: &str) -> Item {
    Item {
        name: name.into(),
        flags: 0,
        method: 0,
        contents: b"contents".to_vec(),
        extra: vec![],
        comment: vec![],
        made_by: 20,
        attributes: 0,
        dos_time: 0x5d77_5094,
        sizes: None,
        offset: None,
    }
}

/// What the end record says, where it is not what is.
#[derive(Clone, Default)]
pub struct End {
    pub entries: Option<u16>,
    pub entries_on_disk: Option<u16>,
    pub size: Option<u32>,
    pub offset: Option<u32>,
    pub disk: u16,
    pub comment: Vec<u8>,
    pub comment_bytes: Option<u16>,
    /// Writes a ZIP64 record with these additions to entries, size and offset, and saturates the classic ones.
    pub zip64: Option<(u64, u64, u64)>,
    /// Leaves the classic values as they are beside a ZIP64 record.
    pub keep_classic: bool,
}

pub fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

pub fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

pub fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}

pub fn common(out: &mut Vec<u8>, item: &Item, sizes: (u32, u32)) {
    put16(out, item.flags);
    put16(out, item.method);
    put32(out, item.dos_time);
    put32(out, crc32fast::hash(&item.contents));
    put32(out, sizes.0);
    put32(out, sizes.1);
    put16(out, item.name.len() as u16);
    put16(out, item.extra.len() as u16);
}

pub fn build(items: &[Item], end: &End) -> Vec<u8> {
    let mut out = vec![];
    let mut offsets = vec![];
    for item in items {
        offsets.push(out.len() as u32);
        out.extend(b"PK\x03\x04");
        put16(&mut out, 20);
        let size = item.contents.len() as u32;
        common(&mut out, item, (size, size));
        out.extend(&item.name);
        out.extend(&item.extra);
        out.extend(&item.contents);
    }
    let start = out.len();
    for (item, offset) in items.iter().zip(offsets) {
        out.extend(b"PK\x01\x02");
        put16(&mut out, item.made_by);
        put16(&mut out, 20);
        let size = item.contents.len() as u32;
        common(&mut out, item, item.sizes.unwrap_or((size, size)));
        put16(&mut out, item.comment.len() as u16);
        put32(&mut out, 0);
        put32(&mut out, item.attributes);
        put32(&mut out, item.offset.unwrap_or(offset));
        out.extend(&item.name);
        out.extend(&item.extra);
        out.extend(&item.comment);
    }
    finish(&mut out, items.len() as u16, start, end);
    out
}

pub fn finish(out: &mut Vec<u8>, entries: u16, start: usize, end: &End) {
    let size = (out.len() - start) as u64;
    if let Some((more_entries, more_size, more_offset)) = end.zip64 {
        let record = out.len() as u64;
        out.extend(b"PK\x06\x06");
        put64(out, 44);
        put16(out, 45);
        put16(out, 45);
        put32(out, 0);
        put32(out, 0);
        put64(out, u64::from(entries) + more_entries);
        put64(out, u64::from(entries) + more_entries);
        put64(out, size + more_size);
        put64(out, start as u64 + more_offset);
        out.extend(b"PK\x06\x07");
        put32(out, 0);
        put64(out, record);
        put32(out, 1);
    }
    let saturated = end.zip64.is_some() && !end.keep_classic;
    out.extend(b"PK\x05\x06");
    put16(out, end.disk);
    put16(out, end.disk);
    put16(out, end.entries_on_disk.or(end.entries).unwrap_or(if saturated { 0xffff } else { entries }));
    put16(out, end.entries.unwrap_or(if saturated { 0xffff } else { entries }));
    put32(out, end.size.unwrap_or(if saturated { u32::MAX } else { size as u32 }));
    put32(out, end.offset.unwrap_or(if saturated { u32::MAX } else { start as u32 }));
    put16(out, end.comment_bytes.unwrap_or(end.comment.len() as u16));
    out.extend(&end.comment);
}

pub fn extra(id: u16, value: &[u8]) -> Vec<u8> {
    let mut out = vec![];
    put16(&mut out, id);
    put16(&mut out, value.len() as u16);
    out.extend(value);
    out
}
