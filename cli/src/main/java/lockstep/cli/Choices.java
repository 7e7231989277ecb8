package lockstep.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import lockstep.cli.explain.Lessons;
import lockstep.nn.project.BuiltIn;
import lockstep.nn.project.DataKind;
import lockstep.nn.project.Recipes;
import lockstep.nn.project.TaskKind;
import lockstep.nn.samples.Samples;

/// What shells offer for values of options and for parameters: picocli makes these by their class.
final class Choices {

  private Choices() {}

  /// Kinds of data.
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(DataKind.values()).map(DataKind::text).iterator();
    }
  }

  /// Tasks.
  static final class Tasks implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(TaskKind.values()).map(TaskKind::text).iterator();
    }
  }

  /// Parts of data.
  static final class Parts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Samples.Part.values()).map(Samples.Part::text).iterator();
    }
  }

  /// Names of optimizers.
  static final class Optimizers implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipes.optimizers().iterator();
    }
  }

  /// Names of schedules.
  static final class Schedules implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Recipes.schedules().iterator();
    }
  }

  /// Names of data sets.
  static final class Named implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return BuiltIn.names().iterator();
    }
  }

  /// Terms that have a lesson, in one word.
  static final class Terms implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Lessons.ofThisProgram().names().stream()
          .filter(name -> name.matches("[A-Za-z0-9-]+"))
          .iterator();
    }
  }

  /// Shells.
  static final class Shells implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("bash", "zsh", "fish").iterator();
    }
  }
}
