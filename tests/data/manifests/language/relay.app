%% {application, old, []}.
{application,relay,
             [{description,"Talks to the relay"},
              {vsn,"0.4.0"},
              {modules,[relay_app]},
              {applications,[kernel,stdlib]}]}.
