//! The Worker's front door: which address leads where.

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(request: Request, _env: Env, _context: Context) -> Result<Response> {
    match request.path().as_str() {
        "/health" => Response::from_json(&serde_json::json!({ "status": "ok" })),
        _ => Response::error("not found", 404),
    }
}
