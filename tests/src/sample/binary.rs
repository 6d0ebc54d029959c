//! Small, valid ELF and PE files: real headers around a few bytes of code, with the build stamps that the story needs.

/// What goes into an ELF file.
pub struct Elf<'a> {
    /// `DT_SONAME`; `None` makes a program instead of a library.
    pub soname: Option<&'a str>,
    /// `DT_NEEDED`.
    pub needed: &'a [&'a str],
    /// Exported functions.
    pub exports: &'a [&'a str],
    /// Text in `.rodata`, each ended with NUL.
    pub strings: &'a [&'a str],
    /// The compiler's line in `.comment`.
    pub compiler: &'a str,
    /// GNU build id.
    pub build_id: [u8; 20],
}

const ELF_HEADER: usize = 64;
const PROGRAM_HEADER: usize = 56;
const SECTION_HEADER: usize = 64;
const PROGRAM_HEADERS: usize = 3;
/// `xor eax, eax; ret`
const CODE: &[u8] = &[0x31, 0xc0, 0xc3];

struct Section {
    name: &'static str,
    kind: u32,
    flags: u64,
    link: u32,
    info: u32,
    entry_size: u64,
    bytes: Vec<u8>,
}

impl Elf<'_> {
    /// The file: x86-64, addresses equal to file offsets.
    pub fn bytes(&self) -> Vec<u8> {
        let mut dynstr = vec![0];
        let mut name = |text: &str| {
            let at = dynstr.len() as u64;
            dynstr.extend_from_slice(text.as_bytes());
            dynstr.push(0);
            at
        };
        let mut dynamic: Vec<(u64, u64)> = self.needed.iter().map(|needed| (1, name(needed))).collect();
        dynamic.extend(self.soname.map(|soname| (14, name(soname))));
        let export_names: Vec<u64> = self.exports.iter().map(|export| name(export)).collect();

        let sections_at = |sections: &[Section]| {
            let mut at = ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER;
            sections
                .iter()
                .map(|section| {
                    let here = at.next_multiple_of(8);
                    at = here + section.bytes.len();
                    here as u64
                })
                .collect::<Vec<u64>>()
        };
        let text_at = (ELF_HEADER + PROGRAM_HEADERS * PROGRAM_HEADER).next_multiple_of(8) as u64;
        let mut symbols = vec![0; 24];
        for at in &export_names {
            symbols.extend_from_slice(&(*at as u32).to_le_bytes());
            symbols.extend_from_slice(&[0x12, 0, 1, 0]);
            symbols.extend_from_slice(&text_at.to_le_bytes());
            symbols.extend_from_slice(&(CODE.len() as u64).to_le_bytes());
        }
        let mut note = Vec::new();
        for word in [4_u32, 20, 3] {
            note.extend_from_slice(&word.to_le_bytes());
        }
        note.extend_from_slice(b"GNU\0");
        note.extend_from_slice(&self.build_id);

        let section = |name, kind, flags, bytes| Section { name, kind, flags, link: 0, info: 0, entry_size: 0, bytes };
        let mut sections = vec![
            section(".text", 1, 6, CODE.to_vec()),
            section(".rodata", 1, 2, zero_ended(self.strings)),
            section(".note.gnu.build-id", 7, 2, note),
            section(".dynstr", 3, 2, dynstr.clone()),
            Section { link: 4, info: 1, entry_size: 24, ..section(".dynsym", 11, 2, symbols) },
            Section { link: 4, entry_size: 16, ..section(".dynamic", 6, 3, vec![0; 16 * (dynamic.len() + 5)]) },
            section(".comment", 1, 0, zero_ended(&[self.compiler])),
        ];
        let names: Vec<&str> = sections.iter().map(|s| s.name).chain([".shstrtab"]).collect();
        let mut shstrtab = vec![0];
        shstrtab.extend(zero_ended(&names));
        sections.push(section(".shstrtab", 3, 0, shstrtab.clone()));

        let offsets = sections_at(&sections);
        dynamic.extend([(5, offsets[3]), (6, offsets[4]), (10, sections[3].bytes.len() as u64), (11, 24), (0, 0)]);
        sections[5].bytes =
            dynamic.iter().flat_map(|(tag, value)| [tag.to_le_bytes(), value.to_le_bytes()]).flatten().collect();

        let mut out = self.header(text_at, &sections, &offsets);
        for (section, offset) in sections.iter().zip(&offsets) {
            out.resize(*offset as usize, 0);
            out.extend_from_slice(&section.bytes);
        }
        out.resize(out.len().next_multiple_of(8), 0);
        out.resize(out.len() + SECTION_HEADER, 0);
        for (section, offset) in sections.iter().zip(&offsets) {
            let name_at =
                shstrtab.windows(section.name.len() + 1).position(|w| w == [section.name.as_bytes(), b"\0"].concat());
            let address = if section.flags & 2 == 0 { 0 } else { *offset };
            out.extend_from_slice(&(name_at.unwrap_or(0) as u32).to_le_bytes());
            out.extend_from_slice(&section.kind.to_le_bytes());
            for word in [section.flags, address, *offset, section.bytes.len() as u64] {
                out.extend_from_slice(&word.to_le_bytes());
            }
            out.extend_from_slice(&section.link.to_le_bytes());
            out.extend_from_slice(&section.info.to_le_bytes());
            let alignment = if section.kind == 7 { 4 } else { 8 };
            for word in [alignment, section.entry_size] {
                out.extend_from_slice(&u64::to_le_bytes(word));
            }
        }
        out
    }

    fn header(&self, entry: u64, sections: &[Section], offsets: &[u64]) -> Vec<u8> {
        let end = sections.iter().zip(offsets).map(|(s, at)| at + s.bytes.len() as u64).max().unwrap_or(0);
        let kind: u16 = if self.soname.is_some() { 3 } else { 2 };
        let mut out = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec();
        for half in [kind, 62] {
            out.extend_from_slice(&half.to_le_bytes());
        }
        out.extend_from_slice(&1_u32.to_le_bytes());
        for word in [if self.soname.is_some() { 0 } else { entry }, ELF_HEADER as u64, end.next_multiple_of(8)] {
            out.extend_from_slice(&word.to_le_bytes());
        }
        out.extend_from_slice(&0_u32.to_le_bytes());
        let count = sections.len() as u16 + 1;
        for half in
            [ELF_HEADER as u16, PROGRAM_HEADER as u16, PROGRAM_HEADERS as u16, SECTION_HEADER as u16, count, count - 1]
        {
            out.extend_from_slice(&half.to_le_bytes());
        }
        let segments = [
            (1_u32, 5_u32, 0, end, 4096_u64),
            (2, 6, offsets[5], sections[5].bytes.len() as u64, 8),
            (4, 4, offsets[2], sections[2].bytes.len() as u64, 4),
        ];
        for (kind, flags, at, length, align) in segments {
            out.extend_from_slice(&kind.to_le_bytes());
            out.extend_from_slice(&flags.to_le_bytes());
            for word in [at, at, at, length, length, align] {
                out.extend_from_slice(&word.to_le_bytes());
            }
        }
        out
    }
}

fn zero_ended(strings: &[&str]) -> Vec<u8> {
    strings.iter().flat_map(|text| text.bytes().chain([0])).collect()
}

/// A Windows console program (PE32+, x86-64) linked at `time_date_stamp` (seconds since 1970).
pub fn pe(time_date_stamp: u32, strings: &[&str]) -> Vec<u8> {
    const FILE_ALIGN: u32 = 0x200;
    let rdata = zero_ended(strings);
    let mut out = b"MZ".to_vec();
    out.resize(0x3c, 0);
    out.extend_from_slice(&0x80_u32.to_le_bytes());
    out.extend_from_slice(
        b"\x0e\x1f\xba\x0e\0\xb4\x09\xcd\x21\xb8\x01\x4c\xcd\x21This program cannot be run in DOS mode.\r\r\n$",
    );
    out.resize(0x80, 0);
    out.extend_from_slice(b"PE\0\0");
    // COFF header: machine, sections, stamp, symbols, optional header size, characteristics.
    out.extend_from_slice(&0x8664_u16.to_le_bytes());
    out.extend_from_slice(&2_u16.to_le_bytes());
    out.extend_from_slice(&time_date_stamp.to_le_bytes());
    out.extend_from_slice(&[0; 8]);
    out.extend_from_slice(&240_u16.to_le_bytes());
    out.extend_from_slice(&0x0022_u16.to_le_bytes());
    // Optional header.
    out.extend_from_slice(&[0x0b, 0x02, 14, 29]);
    for word in [FILE_ALIGN, FILE_ALIGN, 0, 0x1000, 0x1000] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&0x1_4000_0000_u64.to_le_bytes());
    for word in [0x1000_u32, FILE_ALIGN] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    for half in [6_u16, 0, 4, 8, 6, 0] {
        out.extend_from_slice(&half.to_le_bytes());
    }
    for word in [0_u32, 0x3000, FILE_ALIGN, 0] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    // Console subsystem; no ASLR and no DEP, as such old builds have it.
    for half in [3_u16, 0] {
        out.extend_from_slice(&half.to_le_bytes());
    }
    for word in [0x10_0000_u64, 0x1000, 0x10_0000, 0x1000] {
        out.extend_from_slice(&word.to_le_bytes());
    }
    out.extend_from_slice(&0_u32.to_le_bytes());
    out.extend_from_slice(&16_u32.to_le_bytes());
    out.extend_from_slice(&[0; 16 * 8]);
    for (name, size, address, at, flags) in [
        (b".text\0\0\0", CODE.len() as u32, 0x1000_u32, FILE_ALIGN, 0x6000_0020_u32),
        (b".rdata\0\0", rdata.len() as u32, 0x2000, FILE_ALIGN * 2, 0x4000_0040),
    ] {
        out.extend_from_slice(name);
        for word in [size, address, FILE_ALIGN, at, 0, 0, 0, flags] {
            out.extend_from_slice(&word.to_le_bytes());
        }
    }
    out.resize(FILE_ALIGN as usize, 0);
    out.extend_from_slice(CODE);
    out.resize(FILE_ALIGN as usize * 2, 0);
    out.extend_from_slice(&rdata);
    out.resize(FILE_ALIGN as usize * 3, 0);
    out
}
