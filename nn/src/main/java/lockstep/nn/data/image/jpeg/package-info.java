/// JPEG files of our own reading. {@link lockstep.nn.data.image.jpeg.JpegDecoder} is the door:
///
/// ```
/// Segments                  a file in its order: what it sets, frames, scans
/// Tables, Codes, Zigzag     what is set: steps, Huffman codes; the order of a block's numbers
/// Frame, Component          sizes, and planes of samples
/// Scan, Part, Bits          units and restart markers; the bits between markers
/// Sequential, Progressive   bits → blocks of numbers
/// Cosines                   a block → its samples
/// Rows                      a sample for each pixel
/// Pixels, Colours           samples → pixels
/// Input                     the bytes, and what is said of wrong ones
/// ```
@NullMarked
package lockstep.nn.data.image.jpeg;

import org.jspecify.annotations.NullMarked;
