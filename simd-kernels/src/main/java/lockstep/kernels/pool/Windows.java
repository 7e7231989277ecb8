package lockstep.kernels.pool;

/// The windows along one axis, and for each element of the axis the windows that hold it.
///
/// Beginnings and ends only grow from window to window, so the latter are neighbours.
final class Windows {

  /// For each window its first element of the image.
  final int[] first;

  /// For each window the element of the image behind its last one.
  final int[] end;

  /// For each window how many elements an average counts along this axis.
  final int[] counted;

  /// For each element of the image the first window that holds it.
  final int[] from;

  /// For each element of the image the window behind the last one that holds it.
  final int[] to;

  private Windows(int[] first, int[] end, int[] counted, int in) {
    this.first = first;
    this.end = end;
    this.counted = counted;
    from = new int[in];
    to = new int[in];
    int window = 0;
    for (int i = 0; i < in; i++) {
      while (window < end.length && end[window] <= i) {
        window++;
      }
      from[i] = window;
      to[i] = window;
      while (to[i] < first.length && first[to[i]] <= i) {
        to[i]++;
      }
    }
  }

  static Windows rows(Pooling pooling) {
    return switch (pooling) {
      case PoolShape s ->
          sliding(
              s.height(),
              s.outHeight(),
              s.windowH(),
              s.strideH(),
              s.padTop(),
              s.padBottom(),
              s.countPadding());
      case AdaptivePoolShape s -> adaptive(s.height(), s.outHeight());
    };
  }

  static Windows columns(Pooling pooling) {
    return switch (pooling) {
      case PoolShape s ->
          sliding(
              s.width(),
              s.outWidth(),
              s.windowW(),
              s.strideW(),
              s.padLeft(),
              s.padRight(),
              s.countPadding());
      case AdaptivePoolShape s -> adaptive(s.width(), s.outWidth());
    };
  }

  private static Windows sliding(
      int in, int out, int window, int stride, int before, int after, boolean countPadding) {
    int[] first = new int[out];
    int[] end = new int[out];
    int[] counted = new int[out];
    for (int o = 0; o < out; o++) {
      int start = o * stride - before;
      int stop = Math.min(start + window, in + after);
      first[o] = Math.max(0, start);
      end[o] = Math.min(in, stop);
      counted[o] = countPadding ? stop - start : end[o] - first[o];
    }
    return new Windows(first, end, counted, in);
  }

  private static Windows adaptive(int in, int out) {
    int[] first = new int[out];
    int[] end = new int[out];
    int[] counted = new int[out];
    for (int o = 0; o < out; o++) {
      first[o] = (int) ((long) o * in / out);
      end[o] = (int) (((o + 1L) * in + out - 1) / out);
      counted[o] = end[o] - first[o];
    }
    return new Windows(first, end, counted, in);
  }
}
