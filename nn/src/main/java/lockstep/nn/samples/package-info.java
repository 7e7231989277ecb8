/// Looking at the samples that one trains on, as a network sees them.
///
/// ```
/// Samples      some samples of a part of the data, drawn by chance
/// View         one of them: as it was read, on its way, and as it is seen
/// SampleSheet  those that can be drawn, as a picture
/// ```
@NullMarked
package lockstep.nn.samples;

import org.jspecify.annotations.NullMarked;
