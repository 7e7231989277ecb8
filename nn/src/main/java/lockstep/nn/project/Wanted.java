package lockstep.nn.project;

/// Which data, and what is asked of it.
///
/// @param data a built-in name, a file or a folder
/// @param kind what it is
/// @param task what a network is asked
/// @param target the column to foretell; empty to choose one
/// @param seed what the split into parts depends on
public record Wanted(String data, DataKind kind, TaskKind task, String target, long seed) {

  /// {@return all found out}
  public static Wanted of(String data) {
    return new Wanted(data, DataKind.DETECT, TaskKind.DETECT, "", 1);
  }

  /// {@return the same of other data}
  public Wanted data(String other) {
    return new Wanted(other, kind, task, target, seed);
  }

  /// {@return the same of another kind}
  public Wanted kind(DataKind other) {
    return new Wanted(data, other, task, target, seed);
  }

  /// {@return the same with another task}
  public Wanted task(TaskKind other) {
    return new Wanted(data, kind, other, target, seed);
  }

  /// {@return the same with another column to foretell}
  public Wanted target(String column) {
    return new Wanted(data, kind, task, column, seed);
  }

  /// {@return the same with another seed}
  public Wanted seed(long other) {
    return new Wanted(data, kind, task, target, other);
  }
}
