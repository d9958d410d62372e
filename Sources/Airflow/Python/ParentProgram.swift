/// The Python program that is the parent of all processes of one environment.
///
/// It imports Airflow once and then forks: a process for a task begins within milliseconds and
/// shares most of its memory with the others. What the processes have to say goes over sockets whose
/// other ends are held by this program, so that the parent only ever forks, signals and reaps.
///
/// It is told what to do over a socket at descriptor 3, one JSON object a message:
/// `{"fork": ID, "kind": "task" | "parse" | "trigger" | "dates" | "call"}` with three descriptors (requests,
/// output, log), and `{"end": ID, "grace": SECONDS}`. It says `{"ready": VERSION}`,
/// `{"failed": TRACEBACK}`, `{"forked": ID, "pid": PID}` and
/// `{"exited": ID, "status": STATUS, "cpu": SECONDS}`. When the socket closes, it ends all
/// processes and itself.
enum ParentProgram {
  /// The program's text.
  static let text = #"""
    import ctypes
    import gc
    import importlib
    import json
    import os
    import selectors
    import signal
    import socket
    import sys
    import time
    import traceback

    CONTROL = 3
    DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG

    # What DAG files use most; what an installation lacks is left out.
    WARM = [
        "airflow.dag_processing.bundles.manager",
        "airflow.dag_processing.dagbag",
        "airflow.jobs.triggerer_job_runner",
        "airflow.providers.standard.decorators.bash",
        "airflow.providers.standard.decorators.branch_python",
        "airflow.providers.standard.decorators.python",
        "airflow.providers.standard.decorators.sensor",
        "airflow.providers.standard.decorators.short_circuit",
        "airflow.providers.standard.operators.bash",
        "airflow.providers.standard.operators.empty",
        "airflow.providers.standard.operators.python",
        "airflow.providers.standard.operators.trigger_dagrun",
        "airflow.providers.standard.sensors.external_task",
        "airflow.timetables.trigger",
    ]


    def run_task():
        from airflow.sdk.execution_time.supervisor import _subprocess_main

        _subprocess_main()


    def run_parse():
        from airflow.dag_processing.processor import _parse_file_entrypoint

        _parse_file_entrypoint()


    def run_trigger():
        from airflow.jobs.triggerer_job_runner import TriggerRunner

        TriggerRunner().run()


    def read_request(connection):
        import msgspec

        def receive(count):
            data = b""
            while len(data) < count:
                part = connection.recv(count - len(data))
                if not part:
                    sys.exit(1)
                data += part
            return data

        return msgspec.msgpack.decode(receive(int.from_bytes(receive(4), "big")))[1]


    def run_call():
        try:
            call()
        except Exception:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)


    def call():
        """Calls what a DAG names for a deadline that was missed."""
        import asyncio
        import inspect
        from airflow.sdk.execution_time import comms, task_runner
        import structlog

        try:
            from airflow.sdk.serde import deserialize
        except ImportError:
            from airflow.serialization.serde import deserialize

        connection = socket.socket(fileno=0)
        request = read_request(connection)
        connection.detach()
        # By this, variables and connections are asked for.
        task_runner.SUPERVISOR_COMMS = comms.CommsDecoder(log=structlog.get_logger())
        sys.path.append(request["folder"])
        declared = deserialize(request["callable"])
        module, _, name = declared.path.rpartition(".")
        if module.startswith("unusual_prefix_"):
            # It stands in the DAG file itself, which no other name leads to.
            from importlib import util

            spec = util.spec_from_file_location(module, request["file"])
            loaded = sys.modules[module] = util.module_from_spec(spec)
            spec.loader.exec_module(loaded)
        target = getattr(importlib.import_module(module), name)

        def takes_context(function):
            try:
                parameters = inspect.signature(function).parameters.values()
            except (TypeError, ValueError):
                return False
            return any(p.name == "context" or p.kind is p.VAR_KEYWORD for p in parameters)

        async def finish(awaitable):
            return await awaitable

        arguments = dict(declared.kwargs or {})
        if takes_context(target):
            arguments["context"] = request["context"]
        result = target(**arguments)
        # A notifier can be both called and awaited, which is up to how it is declared.
        is_async = type(declared).__name__ == "AsyncCallback"
        if inspect.iscoroutine(result) or is_async and inspect.isawaitable(result):
            asyncio.run(finish(result))
        elif callable(result):
            # A notifier is made first and called then.
            result(request["context"])


    def run_dates():
        """Answers the next runs of a timetable that only its Python class knows."""
        from airflow.serialization.serialized_objects import DagSerialization
        from airflow.timetables.base import DataInterval, TimeRestriction
        import msgspec
        import pendulum

        connection = socket.socket(fileno=0)
        request = read_request(connection)
        dag = DagSerialization.from_dict(request["dag"])
        timetable = dag.timetable
        last = None
        if request.get("last"):
            start, end = (pendulum.parse(moment) for moment in request["last"])
            last = DataInterval(start, end)
        limits = TimeRestriction(
            earliest=getattr(dag, "start_date", None), latest=getattr(dag, "end_date", None),
            catchup=dag.catchup)
        runs = []
        for _ in range(request["count"]):
            info = timetable.next_dagrun_info(last_automated_data_interval=last, restriction=limits)
            if info is None or info.data_interval is None:
                break
            last = info.data_interval
            runs.append([moment.isoformat() for moment in (last.start, last.end, info.run_after)])
            limits = TimeRestriction(limits.earliest, limits.latest, True)
        answer = msgspec.msgpack.encode([0, {"type": "Dates", "runs": runs}])
        connection.sendall(len(answer).to_bytes(4, "big") + answer)


    RUN = {
        "task": run_task, "parse": run_parse, "trigger": run_trigger, "dates": run_dates,
        "call": run_call,
    }


    def say(control, **message):
        try:
            control.send(json.dumps(message).encode())
        except OSError:
            pass


    def preload(control):
        try:
            import airflow
            from airflow.sdk.execution_time import supervisor, task_runner  # noqa: F401
            from airflow.dag_processing import processor  # noqa: F401
        except BaseException:
            say(control, failed=traceback.format_exc()[-8000:])
            sys.exit(1)
        for module in WARM:
            try:
                importlib.import_module(module)
            except Exception:
                pass
        gc.collect()
        gc.freeze()
        say(control, ready=airflow.__version__)


    class Parent:
        def __init__(self, control):
            self.control = control
            self.children = {}
            self.deadlines = {}

        def handle(self, message, descriptors):
            if "fork" in message:
                self.fork(message["fork"], RUN[message["kind"]], descriptors)
            elif "end" in message:
                self.end(message["end"], message["grace"])

        def fork(self, child, run, descriptors):
            pid = os.fork()
            if pid == 0:
                self.become(run, descriptors)
            try:
                os.setpgid(pid, pid)
            except OSError:
                pass
            for descriptor in descriptors:
                os.close(descriptor)
            self.children[pid] = child
            say(self.control, forked=child, pid=pid)

        def become(self, run, descriptors):
            try:
                os.setpgid(0, 0)
                ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
                signal.set_wakeup_fd(-1)
                self.control.close()
                from airflow.sdk.execution_time.supervisor import _fork_main

                requests, output, log = descriptors
                _fork_main(
                    socket.socket(fileno=requests), socket.socket(fileno=output),
                    socket.socket(fileno=os.dup(output)), log, run)
            finally:
                os._exit(124)

        def end(self, child, grace):
            for pid, known in self.children.items():
                if known == child:
                    self.signal(pid, signal.SIGTERM)
                    self.deadlines[pid] = time.monotonic() + grace

        def signal(self, pid, number):
            try:
                os.killpg(pid, number)
            except OSError:
                pass

        def reap(self):
            while self.children:
                try:
                    found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
                except ChildProcessError:
                    return
                if found is None:
                    return
                # What the child started ends with it; its number is nobody else's until it is
                # waited for.
                self.signal(found.si_pid, signal.SIGKILL)
                pid, status, usage = os.wait4(found.si_pid, 0)
                self.deadlines.pop(pid, None)
                say(
                    self.control, exited=self.children.pop(pid, None),
                    status=os.waitstatus_to_exitcode(status),
                    cpu=usage.ru_utime + usage.ru_stime)

        def patience(self):
            now = time.monotonic()
            for pid, deadline in list(self.deadlines.items()):
                if deadline <= now:
                    self.signal(pid, signal.SIGKILL)
                    del self.deadlines[pid]
            return min(self.deadlines.values()) - now if self.deadlines else None

        def close(self):
            for pid in self.children:
                self.signal(pid, signal.SIGTERM)
            end = time.monotonic() + 2
            while self.children and time.monotonic() < end:
                self.reap()
                time.sleep(0.01)
            for pid in self.children:
                self.signal(pid, signal.SIGKILL)


    def main():
        os.chdir(sys.argv[1])
        control = socket.socket(fileno=CONTROL)
        control.set_inheritable(False)
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        preload(control)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        parent = Parent(control)
        selector = selectors.DefaultSelector()
        selector.register(control, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select(parent.patience()):
                if key.fileobj is woken:
                    woken.recv(4096)
                    continue
                data, descriptors, _, _ = socket.recv_fds(control, 65536, 8)
                if not data:
                    parent.close()
                    os._exit(0)
                parent.handle(json.loads(data), descriptors)
            parent.reap()


    main()
    """#
}
