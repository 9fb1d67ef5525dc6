# Stops PostgreSQL when the process that it belongs to has ended, for whatever reason.
#
#   $1  the cluster's folder
#   $2  "pipe": read standard input. A line with a number is the server's process id. The line "dismissed" means that
#       nothing is left to do. The end of input without that line means that the application has died.
#       A number: the id of the process to watch. Standard input is then the folder's lock, which stays held while it is
#       open.
#   $3  the folder to delete at the end, or nothing

data=$1 lifetime=$2 delete=$3

# Ctrl-C, a closed terminal and a service manager's first signal are meant for the application. This script ends later.
trap '' HUP INT TERM

# A zombie counts as dead. (kill -0 would report it as alive, and fails for processes of other users.)
alive() {
    if [ -r /proc/self/stat ]; then
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
        case ${stat##*) } in [ZX]*) return 1 ;; esac
    else
        case $(ps -p "$1" -o stat= 2>/dev/null) in '' | Z*) return 1 ;; esac
    fi
}

# Checks that the process is this cluster's server, because process ids are reused.
serves() {
    alive "$1" || return 1
    if [ -r /proc/self/stat ]; then
        [ "/proc/$1/cwd" -ef "$data" ]
    else
        case $(ps -ww -p "$1" -o command= 2>/dev/null) in *"postgres -D $data "*) ;; *) return 1 ;; esac
    fi
}

# Sends signal $1 to the server $2, and waits up to $3 seconds for its end.
end() {
    serves "$2" || return 0
    kill -s "$1" "$2" 2>/dev/null
    tenths=$(($3 * 10))
    while [ "$tenths" -gt 0 ] && serves "$2"; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
}

server=
if [ "$lifetime" = pipe ]; then
    while read -r line; do
        [ "$line" != dismissed ] || exit 0
        server=$line
    done
else
    while alive "$lifetime"; do sleep 0.5; done
    # Reliable while this script holds the lock: no other process can have started a server.
    read -r server 2>/dev/null <"$data/postmaster.pid"
fi

if [ -n "$server" ]; then
    # A folder that will be deleted needs no clean shutdown.
    [ -n "$delete" ] || end INT "$server" 60
    end QUIT "$server" 10
    end KILL "$server" 10
fi

if [ -n "$delete" ]; then
    # An orphaned initdb may still be writing.
    for attempt in 1 2 3 4 5; do
        rm -rf "$delete"
        [ -e "$delete" ] || break
        sleep 1
    done
fi
