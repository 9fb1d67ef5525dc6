# Ends PostgreSQL when the process it belongs to has ended, however that came about.
#
#   $1  the cluster's folder
#   $2  "pipe": standard input tells. A line with a number is the server's process id; the line "dismissed" says
#       that all is well; its end, without that, that the service has died.
#       A number: the id of the process to watch. Standard input is then the folder's lock, which is held just by
#       being open.
#   $3  the folder to delete in the end, or nothing

data=$1 lifetime=$2 delete=$3

# Ctrl-C, a closed terminal and a service manager's first signal are for the service: we come after it.
trap '' HUP INT TERM

# A zombie counts as dead. (kill -0 would say otherwise, and fails for processes of other users.)
alive() {
    if [ -r /proc/self/stat ]; then
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
        case ${stat##*) } in [ZX]*) return 1 ;; esac
    else
        case $(ps -p "$1" -o stat= 2>/dev/null) in '' | Z*) return 1 ;; esac
    fi
}

# Whether that process is this cluster's server: numbers come again.
serves() {
    alive "$1" || return 1
    if [ -r /proc/self/stat ]; then
        [ "/proc/$1/cwd" -ef "$data" ]
    else
        case $(ps -ww -p "$1" -o command= 2>/dev/null) in *"postgres -D $data "*) ;; *) return 1 ;; esac
    fi
}

# Asks the server to end, waits up to $3 seconds.
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
    # true while we hold the lock: nobody else can have started one
    read -r server 2>/dev/null <"$data/postmaster.pid"
fi

if [ -n "$server" ]; then
    # nothing is worth saving of a folder that is deleted
    [ -n "$delete" ] || end INT "$server" 60
    end QUIT "$server" 10
    end KILL "$server" 10
fi

if [ -n "$delete" ]; then
    # an initdb that was left alone may still be writing
    for attempt in 1 2 3 4 5; do
        rm -rf "$delete"
        [ -e "$delete" ] || break
        sleep 1
    done
fi
