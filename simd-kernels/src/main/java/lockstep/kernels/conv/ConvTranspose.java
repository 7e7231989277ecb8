package lockstep.kernels.conv;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// A transposed convolution, bound to a shape: the input gradient of another convolution, its
/// mirror, run forward.
///
/// The shape is the mirror's: what is y there comes in here, what is x there goes out.
///
/// | tensor | layout, in the mirror's words |
/// |---|---|
/// | input, its gradient | `[batch, outHeight, outWidth, outChannels]` |
/// | weights, their gradient | `[windowH, windowW, inChannels / groups, outChannels]` |
/// | bias, its gradient | `[inChannels]` |
/// | output, its gradient | `[batch, height, width, inChannels]` |
///
/// Each of its gradients is a kernel of the mirror too. One object serves one caller at a time.
public final class ConvTranspose {

  private final ConvInputGradient mirror;

  private ConvTranspose(ConvShape shape, Activation activation) {
    mirror = ConvInputGradient.followedBy(shape, activation);
  }

  /// {@return the transposed convolution with that mirror, followed by a function of each element}
  public static ConvTranspose of(ConvShape mirror, Activation activation) {
    return new ConvTranspose(mirror, activation);
  }

  /// {@return the gradient of its input: the mirror run forward on the gradient of the output,
  /// without bias or residual}
  public static ConvForward inputGradient(ConvShape mirror) {
    return ConvForward.of(mirror, Activation.NONE);
  }

  /// {@return the gradients of its weights and bias: run it with the gradient of the output as x
  /// and the input as dy}
  public static ConvWeightGradient weightGradient(ConvShape mirror) {
    return ConvWeightGradient.withBiasOfX(mirror);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return mirror.scratchBytes(threads);
  }

  /// Runs it.
  ///
  /// @param in address of the input; likewise `weights`, `out`
  /// @param bias address of the bias, or {@link ConvForward#ABSENT}
  /// @param residual address of what is added to the output before the activation, or {@link
  ///   ConvForward#ABSENT}
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel, long in, long weights, long bias, long residual, long out, long scratch) {
    mirror.run(parallel, in, weights, bias, residual, out, scratch);
  }
}
