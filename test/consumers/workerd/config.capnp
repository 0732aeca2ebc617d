using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "main", worker = .worker ),
    # The upstream of the test is on loopback.
    ( name = "internet", network = ( allow = ["public", "local"] ) ),
  ],
  sockets = [ ( name = "http", address = "127.0.0.1:0", http = (), service = "main" ) ],
);

const worker :Workerd.Worker = (
  modules = [ ( name = "worker", esModule = embed "dist/worker.js" ) ],
  compatibilityDate = "2026-11-17",
  bindings = [ ( name = "UPSTREAM", fromEnvironment = "UPSTREAM" ) ],
);
