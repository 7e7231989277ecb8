package lockstep.kernels.conv;

import java.util.stream.Stream;

/// The convolutions that each promise is tested on.
final class ConvShapes {

  private ConvShapes() {}

  static Stream<ConvShape> all() {
    return Stream.of(
            plain(),
            windows(),
            borders(),
            joined(),
            squares(),
            squaresWithoutPadding(),
            smallSquares(),
            groups(),
            depthwise(),
            Stream.of(empty(), sequence()))
        .flatMap(shapes -> shapes);
  }

  private static Stream<ConvShape> plain() {
    return Stream.of(
        ConvShape.of(1, 1, 1, 1, 1, 1, 1, 0),
        ConvShape.of(2, 5, 7, 3, 5, 1, 1, 0),
        ConvShape.of(5, 24, 23, 130, 37, 1, 1, 0),
        ConvShape.of(2, 9, 7, 1, 5, 1, 1, 0),
        ConvShape.of(2, 9, 7, 5, 1, 1, 1, 0),
        ConvShape.of(2, 6, 6, 16, 16, 3, 1, 1),
        ConvShape.of(3, 7, 9, 17, 33, 3, 1, 1),
        ConvShape.of(2, 9, 8, 33, 17, 3, 2, 1),
        ConvShape.of(1, 14, 14, 64, 70, 3, 1, 1),
        ConvShape.of(33, 4, 5, 8, 32, 3, 1, 1),
        ConvShape.of(3, 25, 25, 4, 4, 3, 1, 1));
  }

  private static Stream<ConvShape> windows() {
    return Stream.of(
        ConvShape.of(2, 28, 28, 1, 32, 5, 1, 2),
        ConvShape.of(5, 28, 28, 2, 8, 5, 1, 2),
        ConvShape.of(1, 23, 24, 3, 64, 7, 2, 3),
        ConvShape.of(2, 11, 10, 1, 20, 3, 3, 0),
        ConvShape.of(2, 13, 12, 2, 70, 5, 2, 3).dilated(2, 1),
        ConvShape.of(2, 12, 13, 5, 31, 5, 2, 2),
        ConvShape.of(1, 10, 10, 6, 15, 1, 3, 0),
        new ConvShape(2, 9, 12, 7, 18, 2, 5, 3, 2, 1, 1, 0, 1, 2, 1, 1));
  }

  private static Stream<ConvShape> borders() {
    return Stream.of(
        ConvShape.same(2, 11, 14, 9, 16, 4, 2),
        ConvShape.same(1, 13, 13, 4, 40, 3, 1),
        // Taps apart, and more padding than image: whole windows see nothing.
        ConvShape.of(2, 12, 11, 5, 19, 3, 1, 2).dilated(2, 3),
        ConvShape.of(1, 15, 15, 4, 8, 3, 2, 0).dilated(3, 2),
        ConvShape.of(1, 14, 14, 4, 8, 3, 4, 1).dilated(2, 6),
        new ConvShape(1, 2, 3, 4, 6, 5, 5, 1, 1, 1, 1, 2, 3, 4, 1, 1),
        new ConvShape(2, 3, 2, 3, 4, 2, 2, 2, 3, 1, 1, 5, 0, 1, 6, 1),
        ConvShape.of(2, 1, 1, 8, 8, 3, 1, 1));
  }

  /// Several images at once, as few neighbours take the same taps; or a few rows of taps at a time,
  /// as the weights of all are many.
  private static Stream<ConvShape> joined() {
    return Stream.of(
        ConvShape.of(11, 8, 9, 16, 40, 5, 1, 0),
        ConvShape.of(18, 6, 7, 17, 21, 5, 1, 0),
        ConvShape.of(9, 6, 6, 8, 64, 3, 2, 1).grouped(2),
        ConvShape.of(3, 9, 9, 288, 48, 3, 2, 1),
        ConvShape.of(10, 5, 7, 200, 96, 5, 1, 2),
        ConvShape.of(1, 7, 8, 16, 450, 5, 2, 2),
        ConvShape.of(2, 9, 10, 20, 130, 5, 1, 3).dilated(2, 1));
  }

  /// Those that go through [Winograd].
  static Stream<ConvShape> squares() {
    return Stream.of(
        ConvShape.of(2, 8, 8, 32, 32, 3, 1, 1),
        ConvShape.of(1, 9, 11, 48, 32, 3, 1, 1),
        ConvShape.of(1, 10, 11, 32, 80, 3, 1, 0),
        ConvShape.of(1, 9, 8, 32, 64, 3, 1, 2),
        new ConvShape(1, 9, 10, 64, 48, 3, 3, 1, 1, 1, 1, 0, 2, 1, 0, 1),
        // A share is an image of more squares than a chunk has.
        ConvShape.of(9, 17, 20, 32, 32, 3, 1, 1),
        // A chunk goes from one image to the next, and the last share has one image less.
        ConvShape.of(67, 12, 13, 32, 32, 3, 1, 1),
        ConvShape.of(2, 12, 9, 16, 48, 3, 1, 1),
        // Small squares of a 3 × 3 window.
        ConvShape.of(35, 10, 9, 32, 48, 3, 1, 1),
        ConvShape.of(1, 9, 11, 48, 144, 3, 1, 1),
        // Fewer squares than usual at a time; gradients of two blocks in a part.
        ConvShape.of(1, 9, 10, 1024, 64, 3, 1, 1),
        ConvShape.of(2, 9, 11, 48, 32, 5, 1, 2),
        ConvShape.of(1, 13, 10, 32, 80, 5, 1, 1),
        ConvShape.of(1, 10, 9, 32, 64, 5, 1, 3),
        new ConvShape(1, 9, 10, 64, 48, 5, 5, 1, 1, 1, 1, 1, 2, 0, 3, 1),
        ConvShape.of(9, 13, 14, 32, 32, 5, 1, 2));
  }

  /// Those whose gradient of the input does not, as squares would have to cover many taps of
  /// padding.
  private static Stream<ConvShape> squaresWithoutPadding() {
    return Stream.of(ConvShape.of(3, 12, 12, 32, 64, 5, 1, 0));
  }

  /// Those whose gradient of the weights alone does.
  static Stream<ConvShape> smallSquares() {
    return Stream.of(
        ConvShape.of(5, 7, 7, 32, 48, 3, 1, 1),
        ConvShape.of(70, 4, 4, 48, 32, 3, 1, 1),
        ConvShape.of(3, 6, 4, 32, 80, 3, 1, 1));
  }

  private static Stream<ConvShape> groups() {
    return Stream.of(
        ConvShape.of(2, 7, 7, 8, 34, 3, 1, 1).grouped(2),
        ConvShape.of(2, 9, 9, 6, 68, 5, 1, 2).grouped(2),
        ConvShape.of(2, 8, 6, 132, 68, 3, 2, 1).grouped(4),
        ConvShape.of(1, 9, 9, 12, 12, 3, 1, 2).dilated(2, 2).grouped(4),
        ConvShape.of(2, 5, 5, 6, 12, 3, 1, 1).grouped(6));
  }

  private static Stream<ConvShape> depthwise() {
    return Stream.of(
        ConvShape.depthwise(2, 12, 19, 16, 3, 1, 1),
        ConvShape.depthwise(2, 13, 11, 33, 3, 2, 1),
        ConvShape.depthwise(1, 9, 9, 130, 5, 1, 2),
        ConvShape.depthwise(2, 10, 10, 5, 3, 3, 0),
        ConvShape.depthwise(1, 17, 40, 64, 3, 1, 1),
        ConvShape.depthwise(3, 12, 12, 17, 3, 1, 3).dilated(2, 3),
        new ConvShape(1, 4, 4, 20, 20, 2, 2, 3, 3, 1, 1, 4, 4, 4, 4, 20));
  }

  private static ConvShape empty() {
    return ConvShape.of(0, 5, 5, 3, 20, 3, 1, 1);
  }

  private static ConvShape sequence() {
    return ConvShape.sequence(3, 50, 6, 21, 4, 1, 2, 6, 0);
  }
}
