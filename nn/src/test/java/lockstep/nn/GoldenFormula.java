package lockstep.nn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.zip.CRC32;
import lockstep.nn.graph.Variable;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Weights and data that our tests and the generator of fixtures both know: functions of a name and
/// an index. Exact in double, then rounded once, so that both have the same bits.
final class GoldenFormula {

  private static final int INPUTS = 4;
  private static final int TARGETS = 8;
  private static final int VOCABULARY = 65;

  private GoldenFormula() {}

  /// 24 random bits.
  private static int bits(int key, int index) {
    int h = index * 0x9E3779B9 + key;
    h = (h ^ h >>> 16) * 0x85EBCA6B;
    h = (h ^ h >>> 13) * 0xC2B2AE35;
    return (h ^ h >>> 16) >>> 8;
  }

  private static int key(String name) {
    var crc = new CRC32();
    crc.update(name.getBytes(UTF_8));
    return (int) crc.getValue();
  }

  private static void uniform(Tensor tensor, String name, double center, double width) {
    int key = key(name);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, (float) (center + width * (bits(key, i) / 0x1p23 - 1)));
    }
  }

  private static Tensor below(Shape shape, String name, int end) {
    Tensor tensor = Tensor.zeros(shape, DType.INT32);
    int key = key(name);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, bits(key, i) % end);
    }
    return tensor;
  }

  /// Sets all parameters.
  static void begin(Variables variables) {
    for (Variable variable : variables.all().values()) {
      if (variable.role() == Variable.Role.PARAMETER) {
        begin(variable.name(), variables.get(variable.name()));
      }
    }
  }

  private static void begin(String name, Tensor tensor) {
    Shape shape = tensor.shape();
    if (shape.rank() > 1) {
      uniform(tensor, name, 0, Math.sqrt(3.0 / shape.product(0, shape.rank() - 1)));
    } else {
      uniform(tensor, name, name.endsWith("weight") ? 1 : 0, 0.125);
    }
  }

  /// {@return what a network sees at a step, from 0 on}
  static Tensor input(DType dtype, Shape shape, int step) {
    String name = "input" + step % INPUTS;
    if (dtype == DType.INT32) {
      return below(shape, name, VOCABULARY);
    }
    Tensor input = Tensor.zeros(shape, dtype);
    uniform(input, name, 0, 1);
    return input;
  }

  /// {@return what it should say}
  static Tensor target(Shape shape, int classes, int step) {
    return below(shape, "target" + step % TARGETS, classes);
  }
}
