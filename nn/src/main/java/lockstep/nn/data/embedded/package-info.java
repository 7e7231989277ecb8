/// Data out of nothing: no file, no download, no licence. Everything follows from a seed, to the
/// last bit, on every platform.
///
/// | data | a sample | what learns it |
/// |---|---|---|
/// | {@link lockstep.nn.data.embedded.Glyphs} | a drawn digit, its class | a small convolutional network |
/// | {@link lockstep.nn.data.embedded.Spirals} | a point, the arm it lies on | a few dense layers |
/// | {@link lockstep.nn.data.embedded.Waves} | a window of a series, what follows | a recurrent network |
/// | {@link lockstep.nn.data.embedded.Echo} | tokens, the same ones later | what has a memory |
@NullMarked
package lockstep.nn.data.embedded;

import org.jspecify.annotations.NullMarked;
