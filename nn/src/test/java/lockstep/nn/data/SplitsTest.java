package lockstep.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class SplitsTest {

  /// Samples with their index as text, of class 0, but every fifth of class 1.
  private record Counted(int size) implements Dataset {

    @Override
    public Sample get(int index) {
      return new Sample(
          new Text("text " + index), Tokens.one(index % 5 == 0 ? 1 : 0), "line " + index);
    }

    @Override
    public List<String> labels() {
      return List.of("often", "seldom");
    }
  }

  private static final Dataset DATA = new Counted(100);

  private static List<Integer> sources(Subset part) {
    return IntStream.range(0, part.size()).mapToObj(part::source).toList();
  }

  private static long seldom(Dataset data) {
    return IntStream.range(0, data.size())
        .filter(i -> ((Tokens) data.target(i)).values()[0] == 1)
        .count();
  }

  private static List<Integer> all(List<Subset> parts) {
    var all = new ArrayList<Integer>();
    parts.forEach(part -> all.addAll(sources(part)));
    return all.stream().sorted().toList();
  }

  @Test
  void parts_have_their_share_and_each_sample_is_in_one() {
    List<Subset> parts = Splits.ratio(DATA, 1, 0.7, 0.2, 0.1);
    assertThat(parts).extracting(Subset::size).containsExactly(70, 20, 10);
    assertThat(all(parts)).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(sources(parts.get(1))).isSorted();
    assertThat(parts.get(0).labels()).containsExactly("often", "seldom");
  }

  @Test
  void the_same_seed_makes_the_same_parts_and_another_makes_others() {
    List<Integer> drawn = sources(Splits.ratio(DATA, 1, 0.5, 0.5).get(0));
    assertThat(sources(Splits.ratio(DATA, 1, 0.5, 0.5).get(0))).isEqualTo(drawn);
    assertThat(sources(Splits.ratio(DATA, 2, 0.5, 0.5).get(0))).isNotEqualTo(drawn);
  }

  @Test
  void stratified_parts_have_the_same_share_of_each_class() {
    List<Subset> parts = Splits.stratified(DATA, 3, 0.7, 0.2, 0.1);
    assertThat(parts).extracting(Subset::size).containsExactly(70, 20, 10);
    assertThat(parts).extracting(SplitsTest::seldom).containsExactly(14L, 4L, 2L);
    assertThat(all(parts)).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void each_sample_is_left_out_by_one_fold() {
    for (List<Splits.Fold> folds :
        List.of(Splits.folds(DATA, 7, 1), Splits.stratifiedFolds(DATA, 7, 1))) {
      assertThat(all(folds.stream().map(Splits.Fold::test).toList()))
          .isEqualTo(IntStream.range(0, 100).boxed().toList());
      for (Splits.Fold fold : folds) {
        assertThat(fold.test().size()).isBetween(14, 15);
        assertThat(sources(fold.train())).doesNotContainAnyElementsOf(sources(fold.test()));
        assertThat(fold.train().size() + fold.test().size()).isEqualTo(100);
      }
    }
    assertThat(Splits.stratifiedFolds(DATA, 5, 1))
        .extracting(fold -> seldom(fold.test()))
        .containsOnly(4L);
  }

  @Test
  void no_group_is_in_two_parts() {
    List<Subset> parts = Splits.byGroup(DATA, index -> "speaker " + index / 7, 1, 0.6, 0.4);
    var groups = new HashSet<Integer>();
    sources(parts.get(0)).forEach(index -> groups.add(index / 7));
    assertThat(sources(parts.get(1))).noneMatch(index -> groups.contains(index / 7));
    assertThat(parts.get(0).size()).isBetween(53, 67);
    assertThat(all(parts)).hasSize(100);
  }

  @Test
  void what_is_no_split_is_refused() {
    assertThatThrownBy(() -> Splits.ratio(DATA, 1, 0.7, 0.2))
        .hasMessage("split: expected shares greater than 0 that are 1 together, got [0.7, 0.2].");
    assertThatThrownBy(() -> Splits.folds(DATA, 1, 1))
        .hasMessage("folds: expected 2 to 100, which is one sample each, got 1.");
    assertThatThrownBy(() -> Splits.range(DATA, 50, 101))
        .hasMessage("split: expected a range within 0 and 100, got 50 to 101.");
    assertThatThrownBy(() -> new Subset(DATA, 100)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void the_same_sample_in_two_parts_is_found() {
    Subset train = Splits.range(DATA, 0, 60);
    Subset test = new Subset(DATA, 70, 3, 80, 5);
    assertThat(Leaks.check(train, test))
        .containsExactly(
            new Leaks.Pair("line 3", "line 3", true), new Leaks.Pair("line 5", "line 5", true));
    assertThat(Leaks.check(train, Splits.range(DATA, 60, 100))).isEmpty();
    assertThat(Leaks.within(new Subset(DATA, 1, 2, 1)))
        .containsExactly(new Leaks.Pair("line 1", "line 1", true));
  }

  @Test
  void fingerprints_tell_items_apart() {
    float[] floats = {1, 2};
    int[] ints = {1, 2};
    List<Item> items =
        List.of(
            new Text("ab"),
            new Text("abc"),
            new Row(List.of("ab")),
            new Row(List.of("a", "b")),
            new Row(List.of("", "ab")),
            Tokens.of(1, 2),
            new Tokens(Shape.of(2), 1, ints),
            Tokens.one(1),
            new Numbers(Shape.of(2), floats),
            new Numbers(Shape.of(2, 1), floats),
            new Sound(8000, 1, floats),
            new Sound(8000, 2, floats),
            new Image(1, 2, 1, new byte[] {1, 2}),
            new Image(2, 1, 1, new byte[] {1, 2}));
    assertThat(items.stream().map(Fingerprint::of).distinct()).hasSameSizeAs(items);
    assertThat(Fingerprint.of(new Numbers(Shape.of(2), 1, 2)))
        .isEqualTo(Fingerprint.of(new Numbers(Shape.of(2), 1, 2)));
  }
}
