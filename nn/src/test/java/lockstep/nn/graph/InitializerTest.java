package lockstep.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class InitializerTest {

  @Test
  void spreads_follow_their_formulas() {
    assertThat(Initializer.lecun(16)).isEqualTo(new Initializer.Uniform(-0.25f, 0.25f));
    assertThat(Initializer.he(8)).isEqualTo(new Initializer.Normal(0, 0.5f));
    assertThat(Initializer.xavier(2, 4)).isEqualTo(new Initializer.Uniform(-1, 1));
  }

  @Test
  void layers_begin_by_what_each_of_their_outputs_reads() {
    var g = new GraphBuilder(Mode.TRAIN, 0);
    Value x = g.input("x", DType.FLOAT32, Shape.batch(6, 6, 4));
    Value pixels = g.in("conv", () -> new Conv2d(8, 3).lower(g, x));
    g.in("dense", () -> new Dense(2).lower(g, pixels));
    assertThat(g.variables())
        .filteredOn(variable -> variable.name().endsWith("weight"))
        .extracting(Variable::initializer)
        .containsExactly(Initializer.lecun(3 * 3 * 4), Initializer.lecun(8));
  }
}
