@echo off
rem UNTESTED: nobody has run this on Windows yet. Reports are welcome.
rem Runs Lockstep from this checkout with the JDK 25 or newer that JAVA_HOME names (else the java on PATH); builds it first if
rem it was never built. Unlike cli/lockstep it does not look for a JDK, does not rebuild after changes, and lets the JVM's
rem warning about incubator modules through.
setlocal
set "ROOT=%~dp0.."
set "APP=%ROOT%\cli\target\app"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%APP%\lockstep-cli.jar" goto start
echo lockstep: building, this once ... 1>&2
call "%ROOT%\mvnw.cmd" -q -f "%ROOT%\pom.xml" -Dlockstep.quick -Dmaven.test.skip -pl cli -am package || exit /b 1
:start
"%JAVA%" "@%ROOT%\cli\launch\java.options" ^
  "-XX:CompilerDirectivesFile=%ROOT%\simd-kernels\src\main\resources\lockstep\kernels\compiler-directives.json" -Dlockstep.compiler.directives=given ^
  %LOCKSTEP_JAVA_OPTIONS% --module-path "%APP%" --module lockstep.cli/lockstep.cli.Main %*
exit /b %ERRORLEVEL%
