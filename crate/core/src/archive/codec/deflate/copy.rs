//! Matches: bytes that the output repeats.

/// Bytes that are copied at a time.
const CHUNK: usize = 16;
/// The longest match, and what copying it by chunks may write beyond it.
pub(super) const COPY_ROOM: usize = 258 + 2 * CHUNK;

/// Copies a match byte by byte; nothing where it begins before the output or does not fit.
pub(super) fn copy_match(output: &mut [u8], at: usize, distance: usize, length: usize) -> Option<()> {
    let room = output.get_mut(at.checked_sub(distance)?..at.checked_add(length)?)?;
    for index in 0..length {
        let byte = *room.get(index)?;
        // The match may overlap what it makes.
        *room.get_mut(distance.checked_add(index)?)? = byte;
    }
    Some(())
}

/// Copies a match that [`COPY_ROOM`] is left for; nothing where it begins before the output.
#[inline(always)]
pub(super) fn copy_match_fast(output: &mut [u8], at: usize, distance: usize, length: usize) -> Option<()> {
    let room = output.get_mut(at.checked_sub(distance)?..at.checked_add(COPY_ROOM)?)?;
    if distance < CHUNK {
        return repeat(room, distance, length);
    }
    // Most matches are no longer than two chunks; to copy both is cheaper than to ask.
    copy_chunk(room, distance, 0)?;
    copy_chunk(room, distance, CHUNK)?;
    let mut done = 2 * CHUNK;
    while done < length {
        copy_chunk(room, distance, done)?;
        done = done.wrapping_add(CHUNK);
    }
    Some(())
}

#[inline(always)]
fn copy_chunk(room: &mut [u8], distance: usize, from: usize) -> Option<()> {
    let chunk: [u8; CHUNK] = *room.get(from..)?.first_chunk()?;
    *room.get_mut(distance.wrapping_add(from)..)?.first_chunk_mut()? = chunk;
    Some(())
}

/// Repeats what is shorter than a chunk.
#[inline(never)]
fn repeat(room: &mut [u8], distance: usize, length: usize) -> Option<()> {
    let pattern = room.get(..distance)?;
    let mut chunk = [0; CHUNK];
    for (byte, &repeated) in chunk.iter_mut().zip(pattern.iter().cycle()) {
        *byte = repeated;
    }
    // As many whole patterns as fit into a chunk.
    let step = CHUNK.checked_sub(CHUNK.checked_rem(distance)?)?;
    let mut done = 0;
    while done < length {
        *room.get_mut(distance.wrapping_add(done)..)?.first_chunk_mut()? = chunk;
        done = done.wrapping_add(step);
    }
    Some(())
}
