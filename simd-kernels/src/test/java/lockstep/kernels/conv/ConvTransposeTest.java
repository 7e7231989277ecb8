package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The transposed convolution and its gradients: kernels of the mirror, and the epilogue and the
/// bias that are its own.
class ConvTransposeTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  static Stream<ConvShape> shapes() {
    return Stream.of(
        ConvShape.of(2, 8, 8, 17, 20, 4, 2, 1),
        ConvShape.of(40, 10, 10, 3, 6, 3, 1, 1),
        ConvShape.depthwise(2, 9, 9, 19, 3, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_is_the_mirrors_input_gradient_with_an_epilogue(ConvShape mirror) {
    var problem = new ConvProblem(mirror, 11);
    Guarded in = Guarded.of(problem.dy, 1);
    Guarded weights = Guarded.of(problem.weights, 1);
    Guarded sums = ConvProblem.unwritten(mirror.inFloats());
    ConvReference.inputGradient(mirror, in.address(), weights.address(), sums.address());
    float[] bias = Arrays.copyOf(problem.x, mirror.inChannels());
    float[] expected = sums.floats();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = Activation.SILU.apply(expected[i] + bias[i % bias.length] + problem.x[i]);
    }
    Guarded biasAt = Guarded.of(bias, 1);
    Guarded residual = Guarded.of(problem.x, 1);
    Guarded out = ConvProblem.unwritten(mirror.inFloats());
    var kernel = ConvTranspose.of(mirror, Activation.SILU);
    Guarded scratch = ConvProblem.scratch(kernel.scratchBytes(1));
    kernel.run(
        ALONE,
        in.address(),
        weights.address(),
        biasAt.address(),
        residual.address(),
        out.address(),
        scratch.address());
    assertThat(in.floats()).isEqualTo(problem.dy);
    assertThat(weights.floats()).isEqualTo(problem.weights);
    assertThat(biasAt.floats()).isEqualTo(bias);
    assertThat(residual.floats()).isEqualTo(problem.x);
    scratch.floats();
    assertThat(out.bits()).isEqualTo(Guarded.of(expected).bits());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void its_bias_is_summed_over_what_it_puts_out(ConvShape mirror) {
    var problem = new ConvProblem(mirror, 12);
    Guarded dout = Guarded.of(problem.x, 1);
    Guarded in = Guarded.of(problem.dy, 1);
    Guarded expected = ConvProblem.unwritten(mirror.weightFloats());
    Guarded expectedBias = ConvProblem.unwritten(mirror.inChannels());
    ConvReference.weightGradient(mirror, dout.address(), in.address(), expected.address(), 0);
    ConvReference.channelSums(
        mirror,
        dout.address(),
        (long) mirror.height() * mirror.width(),
        mirror.inChannels(),
        expectedBias.address());
    Guarded found = ConvProblem.unwritten(mirror.weightFloats());
    Guarded foundBias = ConvProblem.unwritten(mirror.inChannels());
    var kernel = ConvTranspose.weightGradient(mirror);
    Guarded scratch = ConvProblem.scratch(kernel.scratchBytes(1));
    kernel.run(
        ALONE,
        dout.address(),
        in.address(),
        found.address(),
        foundBias.address(),
        scratch.address());
    scratch.floats();
    assertThat(dout.floats()).isEqualTo(problem.x);
    assertThat(in.floats()).isEqualTo(problem.dy);
    assertThat(found.bits()).isEqualTo(expected.bits());
    assertThat(foundBias.bits()).isEqualTo(expectedBias.bits());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void its_input_gradient_is_the_mirror_run_forward(ConvShape mirror) {
    var problem = new ConvProblem(mirror, 13);
    Guarded dout = Guarded.of(problem.x, 1);
    Guarded weights = Guarded.of(problem.weights, 1);
    Guarded expected = ConvProblem.unwritten(mirror.outFloats());
    ConvReference.forward(
        mirror, Activation.NONE, dout.address(), weights.address(), 0, 0, expected.address());
    Guarded found = ConvProblem.unwritten(mirror.outFloats());
    ConvForward kernel = ConvTranspose.inputGradient(mirror);
    Guarded scratch = ConvProblem.scratch(kernel.scratchBytes(1));
    kernel.run(ALONE, dout.address(), weights.address(), 0, 0, found.address(), scratch.address());
    assertThat(dout.floats()).isEqualTo(problem.x);
    assertThat(weights.floats()).isEqualTo(problem.weights);
    assertThat(found.bits()).isEqualTo(expected.bits());
  }
}
