package lockstep.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.zoo.Catalogue;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnatomyTest {

  private static Anatomy of(Layer network, int... example) {
    return Anatomy.of(network, DType.FLOAT32, Shape.of(example));
  }

  @Test
  void layers_have_names_words_shapes_parameters_and_work() {
    Anatomy lenet = of(Zoo.lenet(), 28, 28, 1);
    assertThat(lenet.parts())
        .extracting(
            Anatomy.Part::path,
            Anatomy.Part::what,
            part -> Captions.of(part.output()),
            Anatomy.Part::learnt,
            Anatomy.Part::operations)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(
                "0", "Conv2d 32, 5×5", "24×24×32", 832L, 2.0 * 24 * 24 * 25 * 32),
            org.assertj.core.groups.Tuple.tuple("1", "Relu", "24×24×32", 0L, 0.0),
            org.assertj.core.groups.Tuple.tuple("2", "MaxPool2d 2×2", "12×12×32", 0L, 0.0))
        .hasSize(10);
    assertThat(lenet.whole().learnt()).isEqualTo(582_026);
    assertThat(lenet.parts().stream().mapToLong(Anatomy.Part::learnt).sum()).isEqualTo(582_026);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "lenet", "resnet20", "mobilenet", "autoencoder", "unet", "lstm"})
  void the_innermost_parts_add_up_to_the_whole(String name) {
    Catalogue.Entry entry = Catalogue.named(name);
    Anatomy anatomy = Anatomy.of(entry.network(), entry.dtype(), entry.example());
    List<Anatomy.Part> inner = anatomy.parts().stream().filter(p -> !p.hasParts()).toList();
    Anatomy.Part whole = anatomy.whole();
    assertThat(inner.stream().mapToLong(Anatomy.Part::learnt).sum()).isEqualTo(whole.learnt());
    assertThat(inner.stream().mapToLong(Anatomy.Part::kept).sum()).isEqualTo(whole.kept());
    assertThat(inner.stream().mapToDouble(Anatomy.Part::operations).sum())
        .isEqualTo(whole.operations());
    Model model = Model.of(entry.network(), entry.example(), 1);
    assertThat(
            model.variables().all().values().stream()
                .filter(v -> v.role() == Variable.Role.PARAMETER)
                .mapToLong(v -> v.shape().count())
                .sum())
        .isEqualTo(whole.learnt());
  }

  @Test
  void parts_of_parts_have_the_names_of_their_variables() {
    Layer network =
        Sequential.of(
            Residual.of(Sequential.of(new Named("first", new Dense(4)), new BatchNorm())),
            Concat.of(new Dense(2), new Identity()));
    Anatomy anatomy = of(network, 4);
    assertThat(anatomy.parts())
        .extracting(part -> "  ".repeat(part.depth()) + part.path() + " " + part.what())
        .containsExactly(
            "0 Residual",
            "  0.main 2 layers",
            "    0.main.first Dense 4",
            "    0.main.1 BatchNorm",
            "1 Concat of 2",
            "  1.0 Dense 2");
    assertThat(anatomy.parts().get(2).name()).isEqualTo("first");
    assertThat(anatomy.parts().get(3).kept()).isEqualTo(8);
    assertThat(Model.of(network, Shape.of(4), 1).variables().all())
        .containsKeys("0.main.first.weight", "0.main.1.weight", "1.0.weight");
  }

  @Test
  void what_several_layers_share_counts_once() {
    Anatomy gpt = Anatomy.of(SequenceZoo.charGpt(), DType.INT32, Shape.of(64));
    assertThat(gpt.whole().learnt()).isEqualTo(804_096);
    assertThat(gpt.parts().getLast().what()).isEqualTo("TiedOutput, weights of 0");
    assertThat(gpt.parts().getLast().learnt()).isZero();
  }

  @Test
  void a_single_layer_is_its_own_part() {
    assertThat(of(new Dense(3), 5).parts())
        .extracting(Anatomy.Part::what)
        .containsExactly("Dense 3");
  }

  @Test
  void layers_are_described_in_few_words() {
    assertThat(Captions.of(new Conv2d(8, 3).same().withStride(2).withoutBias()))
        .isEqualTo("Conv2d 8, 3×3, stride 2, same, no bias");
    assertThat(Captions.of(Function.gelu())).isEqualTo("Gelu");
    assertThat(Captions.of(new Flatten())).isEqualTo("Flatten");
    assertThat(Captions.of(new lockstep.nn.layer.Dropout(0.25f))).isEqualTo("Dropout 0.25");
    assertThat(Captions.of((Layer) (_, x) -> x)).isEqualTo("a function");
    assertThat(Captions.of(Shape.batch(3, 4))).isEqualTo("3×4");
  }
}
