"""Where a database is: one libpq URL, the same for psycopg, SQLAlchemy and a person."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.domain.errors import Refusal

_LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def sqlalchemy_url(url: str) -> str:
    """The same address for SQLAlchemy with the psycopg driver."""
    return "postgresql+psycopg" + url[url.index("://") :]


def hardened(url: str, application: str) -> str:
    """The URL with what a client of ours always asks for: a bounded connect, the writing node, and TLS that is verified
    on everything but this machine. Raises Refusal on an address that is none.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Refusal(
            "dsn",
            "The database address cannot be read.",
            "It looks like postgresql://user@server:5432/database; correct it in the settings.",
        )
    options = dict(parse_qsl(parts.query))
    hosts = [host.rsplit("@")[-1].rsplit(":", 1)[0].strip("[]") for host in parts.netloc.split(",")]
    local = "host" in options or all(host in _LOCAL for host in hosts)
    options.setdefault("connect_timeout", "3")
    options.setdefault("target_session_attrs", "read-write")
    options["application_name"] = application
    if not local:
        if options.get("sslmode", "verify-full") != "verify-full":
            raise Refusal(
                "dsn",
                f"The connection to {hosts[0]} would not be verified (sslmode={options['sslmode']}).",
                "Use sslmode=verify-full with the server's certificate authority.",
            )
        options.update(sslmode="verify-full", gssencmode="disable")
        options.setdefault("channel_binding", "require")
        options.setdefault("require_auth", "scram-sha-256")
        options.setdefault("sslrootcert", "system")
    return urlunsplit(("postgresql", parts.netloc, parts.path, urlencode(options), ""))
