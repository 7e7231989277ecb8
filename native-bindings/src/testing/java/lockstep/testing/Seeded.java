package lockstep.testing;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/// Gives a test method its {@link Random} or {@link SplittableRandom}, and makes a failure name the
/// seed together with the command that repeats it.
///
/// The seed is `-Dlockstep.seed` where that is set; otherwise it follows from the names of class
/// and method, so that a test sees the same numbers on every machine until somebody asks for
/// others.
public final class Seeded implements ParameterResolver, TestExecutionExceptionHandler {

  private static final String PROPERTY = "lockstep.seed";

  private final Optional<String> setting;

  /// Takes the seed from this process's `-Dlockstep.seed`.
  public Seeded() {
    this(Optional.ofNullable(System.getProperty(PROPERTY)));
  }

  Seeded(Optional<String> setting) {
    this.setting = setting.map(String::strip).filter(text -> !text.isEmpty());
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return isRandom(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    long seed = seed(context.getRequiredTestMethod());
    return parameter.getParameter().getType() == Random.class
        ? new Random(seed)
        : new SplittableRandom(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw withSeed(context.getRequiredTestMethod(), failure);
  }

  long seed(Method test) {
    if (setting.isEmpty()) {
      return name(test).hashCode();
    }
    try {
      return Long.parseLong(setting.get());
    } catch (NumberFormatException e) {
      throw new ParameterResolutionException(
          "-D" + PROPERTY + ": expected a whole number, got \"" + setting.get() + "\".", e);
    }
  }

  /// What to throw instead of `failure`: the same with the seed in its message, unless the test was
  /// skipped or drew no numbers.
  Throwable withSeed(Method test, Throwable failure) {
    boolean random = Arrays.stream(test.getParameterTypes()).anyMatch(Seeded::isRandom);
    if (failure instanceof TestAbortedException || !random) {
      return failure;
    }
    // An assertion's message reads well alone; of anything else the type belongs to the story.
    String words =
        failure instanceof AssertionError && failure.getMessage() != null
            ? failure.getMessage()
            : failure.toString();
    var error = new AssertionError(words + "\n" + reproduction(test), failure);
    error.setStackTrace(failure.getStackTrace());
    return error;
  }

  private String reproduction(Method test) {
    // Surefire runs a module's tests in the module's folder.
    Path module = Path.of("").toAbsolutePath().getFileName();
    long seed = seed(test);
    return "Seed "
        + seed
        + ". To repeat: ./mvnw verify -pl "
        + module
        + " -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
        + name(test)
        + " -D"
        + PROPERTY
        + "="
        + seed;
  }

  private static String name(Method test) {
    return test.getDeclaringClass().getSimpleName() + "#" + test.getName();
  }

  private static boolean isRandom(Class<?> type) {
    return type == Random.class || type == SplittableRandom.class;
  }
}
