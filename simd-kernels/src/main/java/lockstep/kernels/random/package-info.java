/// Random numbers that depend only on (seed, stream, index), never on threads, SIMD width or the
/// order of calls: a counter-based generator and what a network draws with it.
///
/// **The contract of the kernels here.** Element `i` of a tensor is made of word `i` of its (seed,
/// stream) alone. A kernel writes the elements `firstIndex ≤ i < firstIndex + count` to `out`, so
/// that a tensor may be cut at any element and gets the same bits. Addresses need the alignment of
/// a float or int only. `firstIndex` is not negative, `firstIndex + count` fits a `long`.
///
/// **Seed and stream.** The seed belongs to a run. A stream belongs to one use: this dropout layer
/// in this step, these weights, this epoch's shuffle. Two uses must not share a stream, or they
/// draw the same numbers; nothing else is asked of either value, so count them up from 0 or pack
/// layer and step into one.
@NullMarked
package lockstep.kernels.random;

import org.jspecify.annotations.NullMarked;
