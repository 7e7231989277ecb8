/// Pictures: files of them, what prepares them, and what varies them.
///
/// ```
/// Idx, Cifar, ImageFolder   data sets of images
/// ImageDecoder              PNG, JPEG, GIF or BMP → Image
/// format, jpeg              for the decoder only: what formats share, and our own JPEG
/// ImageStep                 resize, crop, colours, numbers: stored with the model
/// ImageAugmentation         flip, shift, rotate, …: while training only
/// ImageReport               what is in a data set, and what is wrong with it
/// ```
@NullMarked
package lockstep.nn.data.image;

import org.jspecify.annotations.NullMarked;
