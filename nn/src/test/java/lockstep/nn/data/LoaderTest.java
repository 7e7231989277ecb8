package lockstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {

  /// Images of one pixel whose value is their place, class place mod 3.
  private record Pixels(int size, AtomicInteger read) implements Dataset {
    @Override
    public Sample get(int index) {
      read.incrementAndGet();
      return new Sample(
          new Image(1, 1, 1, new byte[] {(byte) index}), Tokens.one(index % 3), "pixel:" + index);
    }

    @Override
    public List<String> labels() {
      return List.of("a", "b", "c");
    }
  }

  private record ToNumber() implements Step {
    @Override
    public Item apply(Item item) {
      Image image = Step.expect(Image.class, item, "ToNumber");
      return new Numbers(Shape.of(1), image.at(0, 0, 0));
    }
  }

  private record Add(int most) implements Augmentation {
    @Override
    public Class<? extends Item> kind() {
      return Image.class;
    }

    @Override
    public Item apply(Item item, Draw draw) {
      Image image = Step.expect(Image.class, item, "Add");
      return new Image(1, 1, 1, new byte[] {(byte) (image.at(0, 0, 0) + draw.below(most + 1))});
    }
  }

  private final AtomicInteger read = new AtomicInteger();
  private final Dataset data = new Pixels(23, read);
  private final Preparation preparation = Preparation.of(new ToNumber());

  @Test
  void every_sample_comes_once_in_the_order_given() {
    assertThat(seen(loader(Loading.toJudge(5)).epoch(0)))
        .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 23).boxed().toList());
  }

  @Test
  void learning_shuffles_each_epoch_and_leaves_the_short_batch_out() {
    Loader loader = loader(Loading.toLearn(5, 1));
    List<Integer> first = seen(loader.epoch(0));
    assertThat(first).hasSize(20).doesNotHaveDuplicates();
    assertThat(seen(loader.epoch(1))).hasSize(20).isNotEqualTo(first);
    assertThat(seen(loader.epoch(0))).isEqualTo(first);
    assertThat(seen(loader(Loading.toLearn(5, 2)).epoch(0))).isNotEqualTo(first);
  }

  @Test
  void fewer_samples_than_a_batch_are_a_batch() {
    assertThat(seen(loader(Loading.toLearn(64, 1)).epoch(0))).hasSize(23);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void the_number_of_workers_changes_nothing(int workers) {
    Loading loading = Loading.toLearn(4, 9);
    assertThat(augmented(loading.workers(workers))).isEqualTo(augmented(loading));
  }

  @Test
  void keeping_samples_changes_nothing_but_reads_them_once() {
    Loading loading = Loading.toLearn(4, 9);
    List<String> expected = augmented(loading);
    read.set(0);
    assertThat(augmented(loading.remembering())).isEqualTo(expected);
    assertThat(read.get()).isLessThan(26);
  }

  @Test
  void an_epoch_goes_on_from_the_middle() {
    Loader loader = loader(Loading.toLearn(5, 1));
    List<Integer> whole = seen(loader.epoch(3));
    assertThat(seen(loader.epoch(3, 2))).isEqualTo(whole.subList(10, 20));
    assertThat(seen(loader.epoch(3, 4))).isEmpty();
  }

  @Test
  void augmentations_differ_from_epoch_to_epoch() {
    Loader loader =
        new Loader(
            data, preparation, List.of(new Add(100)), new Mixing.None(), Loading.toJudge(23));
    assertThat(values(loader, 0)).isNotEqualTo(values(loader, 1)).isEqualTo(values(loader, 0));
  }

  @Test
  void mixed_samples_have_a_share_of_both_classes() {
    Loader loader =
        new Loader(data, preparation, List.of(), new Mixing.MixUp(1), Loading.toJudge(23));
    try (Batches batches = loader.epoch(0)) {
      Batch batch = batches.next();
      assertThat(batch.target().shape()).isEqualTo(Shape.of(23, 3));
      for (int i = 0; i < 23; i++) {
        float sum = 0;
        for (int c = 0; c < 3; c++) {
          sum += batch.target().get(3 * i + c);
        }
        assertThat(sum).isBetween(0.999f, 1.001f);
      }
    }
  }

  @Test
  void an_augmentation_of_a_kind_that_never_occurs_is_refused() {
    Augmentation ofSounds =
        new Augmentation() {
          @Override
          public Class<? extends Item> kind() {
            return Sound.class;
          }

          @Override
          public Item apply(Item item, Draw draw) {
            return item;
          }
        };
    assertThatThrownBy(() ->
            new Loader(data, preparation, List.of(ofSounds), new Mixing.None(), Loading.toJudge(2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("pixel:0: ")
        .hasMessageContaining("Sound")
        .hasMessageContaining("image 1×1×1");
  }

  @Test
  void a_step_that_refuses_says_which_sample() {
    var twice = Preparation.of(new ToNumber(), new ToNumber());
    assertThatThrownBy(() -> new Loader(data, twice, Loading.toJudge(2)))
        .isInstanceOf(DataException.class)
        .hasMessage("pixel:0: ToNumber: expected Image, got numbers [1].");
  }

  @Test
  void samples_that_stay_images_are_refused() {
    var loader = new Loader(data, Preparation.of(), Loading.toJudge(2));
    assertThatThrownBy(() -> loader.epoch(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a preparation that ends in Numbers or Tokens");
  }

  private Loader loader(Loading loading) {
    return new Loader(data, preparation, loading);
  }

  private List<String> augmented(Loading loading) {
    var loader = new Loader(data, preparation, List.of(new Add(9)), new Mixing.MixUp(0.4), loading);
    var all = new ArrayList<String>();
    for (Batch batch : loader.epoch(2)) {
      all.add(Arrays.toString(batch.input().toArray()) + Arrays.toString(batch.target().toArray()));
    }
    return all;
  }

  private static List<Float> values(Loader loader, int epoch) {
    var values = new ArrayList<Float>();
    for (Batch batch : loader.epoch(epoch)) {
      for (int i = 0; i < batch.size(); i++) {
        values.add(batch.input().get(i));
      }
    }
    return values;
  }

  private static List<Integer> seen(Batches batches) {
    var seen = new ArrayList<Integer>();
    for (Batch batch : batches) {
      for (int i = 0; i < batch.size(); i++) {
        assertThat(batch.input().get(i)).isEqualTo(batch.index(i));
        assertThat((int) batch.target().get(i)).isEqualTo(batch.index(i) % 3);
        seen.add(batch.index(i));
      }
    }
    return seen;
  }
}
