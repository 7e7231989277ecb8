package lockstep.kernels.conv;

import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// Convolution and its gradients as plain loops: the specification, to the bit.
///
/// Every sum is one chain of fused multiply-adds that starts from 0. What falls into the padding is
/// left out. The order is the window's rows, its columns, then channels; for the gradient of the
/// weights it is images, rows of y, columns of y, and there each [Chunks chunk] of images is a
/// chain of its own, and the chunks are added in order. The gradient of an input with [few
/// channels][InputProducts#suit] is the sum, from 0 on, of one chain over the channels of y for
/// each tap, in the order of the rows of y, which is the window's rows from the last, and of the
/// window's columns.
///
/// Where [Winograd#suits], y is what [WinogradReference] says, where [Winograd#suitsInputGradient],
/// so is the gradient of x, and where [Winograd#suitsWeightGradient], that of the weights.
public final class ConvReference {

  private ConvReference() {}

  /// `y = activation(conv(x, weights) + bias + residual)`.
  ///
  /// @param bias 0 if there is none
  /// @param residual address of what is added to y before the activation; 0 if there is none
  public static void forward(
      ConvShape s, Activation activation, long x, long weights, long bias, long residual, long y) {
    if (Winograd.suits(s)) {
      WinogradReference.forward(s, activation, x, weights, bias, residual, y);
      return;
    }
    int perGroup = s.groupOutChannels();
    long at = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int oy = 0; oy < s.outHeight(); oy++) {
        for (int ox = 0; ox < s.outWidth(); ox++) {
          for (int k = 0; k < s.outChannels(); k++, at++) {
            float sum = 0;
            for (int ky = 0; ky < s.windowH(); ky++) {
              for (int kx = 0; kx < s.windowW(); kx++) {
                int iy = oy * s.strideH() + ky * s.dilationH() - s.padTop();
                int ix = ox * s.strideW() + kx * s.dilationW() - s.padLeft();
                if (iy < 0 || iy >= s.height() || ix < 0 || ix >= s.width()) {
                  continue;
                }
                for (int c = 0; c < s.groupInChannels(); c++) {
                  int channel = k / perGroup * s.groupInChannels() + c;
                  sum =
                      Math.fma(
                          at(x, in(s, n, iy, ix, channel)),
                          at(weights, weight(s, ky, kx, c, k)),
                          sum);
                }
              }
            }
            if (bias != 0) {
              sum += at(bias, k);
            }
            if (residual != 0) {
              sum += at(residual, at);
            }
            Floats.set(y + at * Float.BYTES, activation.apply(sum));
          }
        }
      }
    }
  }

  /// The gradient of x.
  public static void inputGradient(ConvShape s, long dy, long weights, long dx) {
    if (Winograd.suitsInputGradient(s)) {
      WinogradReference.inputGradient(s, dy, weights, dx);
      return;
    }
    boolean few = InputProducts.suit(s);
    int perGroup = s.groupOutChannels();
    long at = 0;
    for (int n = 0; n < s.batch(); n++) {
      for (int iy = 0; iy < s.height(); iy++) {
        for (int ix = 0; ix < s.width(); ix++) {
          for (int channel = 0; channel < s.inChannels(); channel++, at++) {
            int group = channel / s.groupInChannels();
            int c = channel % s.groupInChannels();
            float sum = 0;
            for (int row = 0; row < s.windowH(); row++) {
              int ky = few ? s.windowH() - 1 - row : row;
              for (int kx = 0; kx < s.windowW(); kx++) {
                int down = iy + s.padTop() - ky * s.dilationH();
                int right = ix + s.padLeft() - kx * s.dilationW();
                if (down < 0
                    || down % s.strideH() != 0
                    || down / s.strideH() >= s.outHeight()
                    || right < 0
                    || right % s.strideW() != 0
                    || right / s.strideW() >= s.outWidth()) {
                  continue;
                }
                float chain = few ? 0 : sum;
                for (int k = group * perGroup; k < (group + 1) * perGroup; k++) {
                  long out = out(s, n, down / s.strideH(), right / s.strideW(), k);
                  chain = Math.fma(at(dy, out), at(weights, weight(s, ky, kx, c, k)), chain);
                }
                sum = few ? sum + chain : chain;
              }
            }
            Floats.set(dx + at * Float.BYTES, sum);
          }
        }
      }
    }
  }

  /// The gradients of the weights and of the bias.
  ///
  /// @param dbias 0 if it is not wanted
  public static void weightGradient(ConvShape s, long x, long dy, long dweights, long dbias) {
    if (Winograd.suitsWeightGradient(s)) {
      WinogradReference.weightGradient(s, x, dy, dweights);
    } else {
      weightSums(s, x, dy, dweights);
    }
    if (dbias != 0) {
      channelSums(s, dy, (long) s.outHeight() * s.outWidth(), s.outChannels(), dbias);
    }
  }

  private static void weightSums(ConvShape s, long x, long dy, long dweights) {
    for (int ky = 0; ky < s.windowH(); ky++) {
      for (int kx = 0; kx < s.windowW(); kx++) {
        for (int c = 0; c < s.groupInChannels(); c++) {
          for (int k = 0; k < s.outChannels(); k++) {
            float sum = 0;
            for (int chunk = 0; chunk < Chunks.count(s); chunk++) {
              float part = weightChunk(s, chunk, ky, kx, c, k, x, dy);
              sum = chunk == 0 ? part : sum + part;
            }
            Floats.set(dweights + weight(s, ky, kx, c, k) * Float.BYTES, sum);
          }
        }
      }
    }
  }

  /// The gradient of a bias: the sums of each channel of dy, over the same chunks of images. A
  /// transposed convolution has it over what is x here.
  static void channelSums(ConvShape s, long dy, long pixels, int channels, long dbias) {
    for (int k = 0; k < channels; k++) {
      float sum = 0;
      for (int chunk = 0; chunk < Chunks.count(s); chunk++) {
        float part = 0;
        long end = Chunks.first(s, chunk + 1) * pixels;
        for (long pixel = Chunks.first(s, chunk) * pixels; pixel < end; pixel++) {
          part += at(dy, pixel * channels + k);
        }
        sum = chunk == 0 ? part : sum + part;
      }
      Floats.set(dbias + (long) k * Float.BYTES, sum);
    }
  }

  private static float weightChunk(
      ConvShape s, int chunk, int ky, int kx, int c, int k, long x, long dy) {
    int channel = k / s.groupOutChannels() * s.groupInChannels() + c;
    float sum = 0;
    for (int n = Chunks.first(s, chunk); n < Chunks.first(s, chunk + 1); n++) {
      for (int oy = 0; oy < s.outHeight(); oy++) {
        for (int ox = 0; ox < s.outWidth(); ox++) {
          int iy = oy * s.strideH() + ky * s.dilationH() - s.padTop();
          int ix = ox * s.strideW() + kx * s.dilationW() - s.padLeft();
          if (iy >= 0 && iy < s.height() && ix >= 0 && ix < s.width()) {
            sum = Math.fma(at(x, in(s, n, iy, ix, channel)), at(dy, out(s, n, oy, ox, k)), sum);
          }
        }
      }
    }
    return sum;
  }

  private static float at(long address, long index) {
    return Floats.get(address + index * Float.BYTES);
  }

  private static long in(ConvShape s, int n, int iy, int ix, int channel) {
    return (((long) n * s.height() + iy) * s.width() + ix) * s.inChannels() + channel;
  }

  private static long out(ConvShape s, int n, int oy, int ox, int k) {
    return (((long) n * s.outHeight() + oy) * s.outWidth() + ox) * s.outChannels() + k;
  }

  private static long weight(ConvShape s, int ky, int kx, int c, int k) {
    return (((long) ky * s.windowW() + kx) * s.groupInChannels() + c) * s.outChannels() + k;
  }
}
