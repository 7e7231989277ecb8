package lockstep.kernels.conv;

import lockstep.kernels.Lanes;

/// Computes the sums of [Windows] of a depthwise convolution: vectors lie across the channels of
/// operand, weights and results alike. Results that take no tap are left as they are.
final class DepthwiseSums {

  private final Windows windows;

  DepthwiseSums(Windows windows) {
    this.windows = windows;
  }

  /// Channels `firstChannel` to `endChannel` of rows `firstRow` to `endRow` of one image.
  void run(
      long source,
      long weights,
      long target,
      int image,
      int firstRow,
      int endRow,
      int firstChannel,
      int endChannel) {
    var w = windows;
    long channel = (long) firstChannel * Float.BYTES;
    long from = source + image * w.sourceImage + channel;
    long to = w.target(target, image, 0) + channel;
    // Row by row, as they lie in memory, so that each row of the operand is read once from there.
    for (Stretch rows : w.rows) {
      int end = rows.countBefore(endRow);
      for (int i = rows.countBefore(firstRow); i < end && rows.taps() > 0; i++) {
        long sourceRow = from + (rows.source() + (long) i * rows.sourceStep()) * w.sourceRow;
        long targetRow = to + (rows.first() + (long) i * rows.step()) * w.width * w.pixel;
        for (Stretch columns : w.columns) {
          if (columns.taps() > 0) {
            line(
                rows,
                columns,
                sourceRow + columns.source() * w.sourcePixel,
                weights + channel + ((long) rows.tap() * w.windowW + columns.tap()) * w.pixel,
                targetRow + columns.first() * w.pixel,
                endChannel - firstChannel);
          }
        }
      }
    }
  }

  private void line(
      Stretch rows, Stretch columns, long source, long weights, long target, int channels) {
    var w = windows;
    long sourceStep = columns.sourceStep() * w.sourcePixel;
    long targetStep = columns.step() * w.pixel;
    long aOuter = rows.sourceTapStep() * w.sourceRow;
    long aInner = columns.sourceTapStep() * w.sourcePixel;
    long bOuter = (long) rows.tapStep() * w.windowW * w.pixel;
    long bInner = columns.tapStep() * w.pixel;
    int whole = channels - channels % Lanes.COUNT;
    int pixels;
    for (int left = columns.count(); left > 0; left -= pixels) {
      if (left >= DepthwiseTile.PIXELS) {
        pixels = DepthwiseTile.PIXELS;
        DepthwiseTile.pixels8(
            source,
            sourceStep,
            aOuter,
            aInner,
            weights,
            bOuter,
            bInner,
            rows.taps(),
            columns.taps(),
            target,
            targetStep,
            whole);
      } else {
        pixels = 1;
        DepthwiseTile.pixel(
            source,
            aOuter,
            aInner,
            weights,
            bOuter,
            bInner,
            rows.taps(),
            columns.taps(),
            target,
            whole);
      }
      for (int p = 0; p < pixels && whole < channels; p++) {
        long tail = (long) whole * Float.BYTES;
        DepthwiseTile.tail(
            source + p * sourceStep + tail,
            aOuter,
            aInner,
            weights + tail,
            bOuter,
            bInner,
            rows.taps(),
            columns.taps(),
            target + p * targetStep + tail,
            channels - whole);
      }
      source += pixels * sourceStep;
      target += pixels * targetStep;
    }
  }
}
