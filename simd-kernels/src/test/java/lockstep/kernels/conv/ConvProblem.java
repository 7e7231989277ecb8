package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// A convolution with numbers in it; memory lies off every boundary.
final class ConvProblem {

  static final int THREADS = 4;

  final ConvShape shape;
  final float[] x;
  final float[] weights;
  final float[] bias;
  final float[] residual;
  final float[] dy;

  ConvProblem(ConvShape shape, long seed) {
    var random = new Random(seed);
    this.shape = shape;
    x = numbers(shape.inFloats(), random);
    weights = numbers(shape.weightFloats(), random);
    bias = numbers(shape.outChannels(), random);
    residual = numbers(shape.outFloats(), random);
    dy = numbers(shape.outFloats(), random);
  }

  static float[] numbers(long count, Random random) {
    float[] numbers = new float[(int) count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  static Guarded unwritten(long floats) {
    return Guarded.unwritten((int) floats, 1);
  }

  static Guarded scratch(long bytes) {
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  void expectForward(Parallel parallel, Activation activation, boolean biased, boolean residual) {
    Guarded in = Guarded.of(x, 1);
    Guarded by = Guarded.of(weights, 3);
    Guarded plus = Guarded.of(bias, 1);
    Guarded onto = Guarded.of(this.residual, 2);
    long biasAt = biased ? plus.address() : ConvForward.ABSENT;
    long residualAt = residual ? onto.address() : ConvForward.ABSENT;
    Guarded expected = unwritten(shape.outFloats());
    ConvReference.forward(
        shape, activation, in.address(), by.address(), biasAt, residualAt, expected.address());
    Guarded found = unwritten(shape.outFloats());
    var conv = ConvForward.of(shape, activation);
    Guarded scratch = scratch(conv.scratchBytes(THREADS));
    conv.run(
        parallel,
        in.address(),
        by.address(),
        biasAt,
        residualAt,
        found.address(),
        scratch.address());
    scratch.floats();
    Guarded packed = scratch(conv.packedBytes());
    conv.pack(parallel, by.address(), packed.address());
    Guarded again = unwritten(shape.outFloats());
    Guarded rest = scratch(conv.packedScratchBytes(THREADS));
    conv.runPacked(
        parallel,
        in.address(),
        conv.packedBytes() == 0 ? by.address() : packed.address(),
        biasAt,
        residualAt,
        again.address(),
        rest.address());
    packed.floats();
    rest.floats();
    assertThat(again.bits()).as("y by packed weights").isEqualTo(found.bits());
    assertThat(in.bits()).as("x afterwards").isEqualTo(Guarded.of(x).bits());
    assertThat(by.bits()).as("weights afterwards").isEqualTo(Guarded.of(weights).bits());
    assertThat(plus.bits()).as("bias afterwards").isEqualTo(Guarded.of(bias).bits());
    assertThat(onto.bits()).as("residual afterwards").isEqualTo(Guarded.of(this.residual).bits());
    assertThat(found.bits()).as("y of %s", shape).isEqualTo(expected.bits());
  }

  void expectInputGradient(Parallel parallel) {
    Guarded of = Guarded.of(dy, 1);
    Guarded by = Guarded.of(weights, 3);
    Guarded expected = unwritten(shape.inFloats());
    ConvReference.inputGradient(shape, of.address(), by.address(), expected.address());
    Guarded found = unwritten(shape.inFloats());
    var gradient = ConvInputGradient.of(shape);
    Guarded scratch = scratch(gradient.scratchBytes(THREADS));
    gradient.run(parallel, of.address(), by.address(), found.address(), scratch.address());
    scratch.floats();
    assertThat(of.bits()).as("dy afterwards").isEqualTo(Guarded.of(dy).bits());
    assertThat(by.bits()).as("weights afterwards").isEqualTo(Guarded.of(weights).bits());
    assertThat(found.bits()).as("dx of %s", shape).isEqualTo(expected.bits());
  }

  void expectWeightGradient(Parallel parallel) {
    Guarded in = Guarded.of(x, 1);
    Guarded of = Guarded.of(dy, 3);
    Guarded expected = unwritten(shape.weightFloats());
    Guarded expectedBias = unwritten(shape.outChannels());
    ConvReference.weightGradient(
        shape, in.address(), of.address(), expected.address(), expectedBias.address());
    Guarded found = unwritten(shape.weightFloats());
    Guarded foundBias = unwritten(shape.outChannels());
    var gradient = ConvWeightGradient.of(shape);
    Guarded scratch = scratch(gradient.scratchBytes(THREADS));
    gradient.run(
        parallel,
        in.address(),
        of.address(),
        found.address(),
        foundBias.address(),
        scratch.address());
    scratch.floats();
    assertThat(in.bits()).as("x afterwards").isEqualTo(Guarded.of(x).bits());
    assertThat(of.bits()).as("dy afterwards").isEqualTo(Guarded.of(dy).bits());
    assertThat(found.bits()).as("dweights of %s", shape).isEqualTo(expected.bits());
    assertThat(foundBias.bits()).as("dbias of %s", shape).isEqualTo(expectedBias.bits());
  }
}
