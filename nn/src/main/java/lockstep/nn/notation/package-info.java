/// Networks as short text that a person writes: a layer on a line, by the names of the library.
///
/// ```
/// conv2d 32 3 same no-bias
/// batch-norm
/// relu
/// max-pool2d 2
/// flatten
/// dense outputs
/// ```
///
/// ```
/// text ──Lexer──► Token ──Parser──► Node ──► Blueprint      layers that know their lines
///                             ▲
///                           Kinds                           one entry for each layer
///                             ▼
/// Layer ───────────────────Printer──► text
/// ```
@NullMarked
package lockstep.nn.notation;

import org.jspecify.annotations.NullMarked;
