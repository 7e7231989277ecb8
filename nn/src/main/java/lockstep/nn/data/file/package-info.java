/// Text files as bytes with line numbers, and the tables written in them: what the rooms `table`
/// and `text` read from.
///
/// Nothing is copied: a file is kept as its bytes, and a cell or a line becomes a `String` when it
/// is asked for.
@NullMarked
package lockstep.nn.data.file;

import org.jspecify.annotations.NullMarked;
