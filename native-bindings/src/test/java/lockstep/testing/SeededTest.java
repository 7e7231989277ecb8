package lockstep.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.opentest4j.TestAbortedException;

class SeededTest {

  private final Seeded unset = new Seeded(Optional.empty());

  /// Stand-ins for test methods; JUnit does not run them.
  static final class Samples {
    void draws(Random random) {}

    void also_draws(SplittableRandom random) {}

    void draws_nothing(String text) {}
  }

  private static Method sample(String name) {
    return Arrays.stream(Samples.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @ExtendWith(Seeded.class)
  void a_method_gets_the_generators_of_its_own_seed(Random random, SplittableRandom splittable) {
    var method =
        Arrays.stream(SeededTest.class.getDeclaredMethods())
            .filter(m -> m.getName().equals("a_method_gets_the_generators_of_its_own_seed"))
            .findFirst()
            .orElseThrow();
    long seed = new Seeded().seed(method);

    assertThat(random.nextLong()).isEqualTo(new Random(seed).nextLong());
    assertThat(splittable.nextLong()).isEqualTo(new SplittableRandom(seed).nextLong());
  }

  @Test
  void a_seed_follows_from_the_names_and_differs_between_methods() {
    // A literal, so that a change of the rule is noticed: it changes the data of every test.
    assertThat(unset.seed(sample("draws"))).isEqualTo("Samples#draws".hashCode());
    assertThat(unset.seed(sample("also_draws"))).isNotEqualTo(unset.seed(sample("draws")));
  }

  @Test
  void a_seed_that_is_set_holds_for_every_method() {
    var set = new Seeded(Optional.of(" -42 "));

    assertThat(set.seed(sample("draws"))).isEqualTo(-42);
    assertThat(set.seed(sample("also_draws"))).isEqualTo(-42);
  }

  @Test
  void a_seed_that_is_no_number_is_refused_by_name() {
    var set = new Seeded(Optional.of("tuesday"));

    assertThatThrownBy(() -> set.seed(sample("draws")))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessage("-Dlockstep.seed: expected a whole number, got \"tuesday\".");
  }

  @Test
  void a_failed_assertion_ends_with_the_seed_and_a_command_that_repeats_it() {
    var failure = new AssertionError("expected 1, got 2");

    Throwable shown = new Seeded(Optional.of("7")).withSeed(sample("draws"), failure);

    assertThat(shown)
        .isInstanceOf(AssertionError.class)
        .hasCause(failure)
        .hasMessage(
            "expected 1, got 2\n"
                + "Seed 7. To repeat: ./mvnw verify -pl native-bindings -am"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=Samples#draws"
                + " -Dlockstep.seed=7");
    assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
  }

  @Test
  void an_exception_keeps_its_type_in_the_message() {
    var failure = new IllegalStateException("closed");

    assertThat(unset.withSeed(sample("also_draws"), failure))
        .hasCause(failure)
        .hasMessageStartingWith("java.lang.IllegalStateException: closed\nSeed ");
  }

  @Test
  void a_skipped_test_stays_skipped() {
    var skip = new TestAbortedException("no library");

    assertThat(unset.withSeed(sample("draws"), skip)).isSameAs(skip);
  }

  @Test
  void a_test_without_random_data_fails_as_it_is() {
    var failure = new AssertionError("plain");

    assertThat(unset.withSeed(sample("draws_nothing"), failure)).isSameAs(failure);
  }
}
