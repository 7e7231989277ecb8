/// OpenBLAS as plain Java: {@link lockstep.blas.Availability#find()} says whether it is there,
/// {@link lockstep.blas.OpenBlas} calls it with checked arguments.
///
/// {@snippet :
/// switch (Availability.find()) {
///   case Availability.Present(var blas, var library) -> System.out.println(blas.core() + " from " + library.path());
///   case Availability.Absent absent -> System.out.println(absent.sentence());
/// }
/// }
@NullMarked
package lockstep.blas;

import org.jspecify.annotations.NullMarked;
