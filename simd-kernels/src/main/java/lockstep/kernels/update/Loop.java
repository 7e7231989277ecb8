package lockstep.kernels.update;

/// A rule applied to `count` elements at each address.
///
/// C2 must see each loop alone, or as one of two: hence an interface and no switch. All of them in
/// one method are more nodes than it inlines.
@FunctionalInterface
interface Loop {
  void run(Factors factors, long p, long g, long state1, long state2, int count);
}
